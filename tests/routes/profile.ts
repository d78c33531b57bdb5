import { type Resource, sending } from '../support/route-row.ts'

const LABELS = { labels: { work_item: 'Job', work_item_plural: 'Jobs' } }

export default {
  rows: {
    'GET /v1/profile': {},
    'PATCH /v1/profile/tenant-overrides': {
      call: sending({ ...LABELS, automations: { ar_reminders: { days_after_due: [5, 10] } } }),
      texts: { 'labels.work_item': 'name', 'labels.work_item_plural': 'name' },
      wrong: [{ workflows: { work_item_statuses: ['DONE'] } }],
    },
    'POST /v1/profile/preview': {
      trips: 2,
      call: sending({ profile_id: 'retail_pos', overrides: { ...LABELS, capabilities: { quotes: false } } }),
      texts: { 'overrides.labels.work_item': 'elsewhere', 'overrides.labels.work_item_plural': 'elsewhere' },
      wrong: [{ overrides: { workflows: { work_item_statuses: ['DONE'] } } }],
    },
  },
} satisfies Resource
