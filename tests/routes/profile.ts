import { dataOf, type Resource, sending, type Texts } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

const makeTemplate = async (b: TeamBusiness) =>
  (await dataOf(b.owner.post('/v1/templates', { type: 'INVOICE', name: 'Usual', content: 'Thank you.' }))).id
const LABELS = { labels: { work_item: 'Job', work_item_plural: 'Jobs' } }

/** Every text of a part of a profile: labels are words, the others have a shape of their own. */
const textsAt = (place: string, kept: 'words' | 'elsewhere'): Texts => ({
  ...Object.fromEntries(
    ['work_item', 'work_item_plural', 'contact_customer', 'contact_vendor'].map((name) => [
      `${place}labels.${name}`,
      kept,
    ]),
  ),
  ...Object.fromEntries(
    ['work_item', 'invoice', 'quote', 'expense'].map((name) => [`${place}required_fields.${name}.0`, 'checked']),
  ),
})

export default {
  rows: {
    'GET /v1/profile': {},
    'PATCH /v1/profile/tenant-overrides': {
      call: sending({ ...LABELS, templates: {}, automations: { ar_reminders: { days_after_due: [5, 10] } } }),
      read: { by: 'GET /v1/profile', version: 'settings_version' },
      texts: textsAt('', 'words'),
      wrong: [{ workflows: { work_item_statuses: ['DONE'] } }],
    },
    'POST /v1/profile/preview': {
      trips: 2,
      isQuestion: true,
      call: sending({ profile_id: 'retail_pos', overrides: { ...LABELS, capabilities: { quotes: false } } }),
      texts: { profile_id: 'checked', ...textsAt('overrides.', 'elsewhere') },
      wrong: [{ overrides: { workflows: { work_item_statuses: ['DONE'] } } }],
    },
  },
  references: {
    invoice_default_template_id: { make: makeTemplate },
    quote_default_template_id: { make: makeTemplate },
    message_payment_link_template_id: { make: makeTemplate },
  },
} satisfies Resource
