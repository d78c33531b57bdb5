import { dataOf, on, type Resource, sending, type Texts } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

const WORDS = { type: 'MESSAGE', name: 'On our way', content: 'Hello {{contact.first_name}}, we come at ten.' }
const makeTemplate = (b: TeamBusiness, more: object = {}) =>
  dataOf(b.owner.post('/v1/templates', { ...WORDS, ...more }))
const template = async (b: TeamBusiness) => (await makeTemplate(b)).id

const texts: Texts = { name: 'name', subject: 'trimmed', content: 'words', 'profile_scopes.0': 'words' }
const UNKNOWN = { content: 'Hello {{contact.shoe_size}}' }

export default {
  rows: {
    'GET /v1/templates': { list: { add: (b) => makeTemplate(b), filters: { type: 'CHECKLIST', language: 'ja' } } },
    'POST /v1/templates': {
      call: async () => ({ body: { ...WORDS, profile_scopes: ['plumbing'] } }),
      texts,
      wrong: [
        { ...WORDS, ...UNKNOWN },
        { ...WORDS, subject: '{{invoice.number}}' },
        { ...WORDS, subject: 'Hi', channel: 'SMS' },
      ],
    },
    'POST /v1/templates/preview': {
      isQuestion: true,
      call: sending({ type: 'MESSAGE', content: WORDS.content }),
      texts: { subject: 'elsewhere', content: 'elsewhere' },
      wrong: [
        { type: 'MESSAGE', ...UNKNOWN },
        { type: 'MESSAGE', content: 'x', subject: '{{invoice.number}}' },
      ],
    },
    'GET /v1/templates/{id}': { call: on(template) },
    'PATCH /v1/templates/{id}': {
      call: on(template, { name: 'We come', profile_scopes: ['plumbing'] }),
      texts,
      wrong: [UNKNOWN],
    },
    'DELETE /v1/templates/{id}': { call: on(template) },
  },
  references: {
    template_id: {
      make: template,
      async gone(b) {
        const id = await template(b)
        await dataOf(b.owner.delete(`/v1/templates/${id}`))
        return id
      },
    },
  },
  objects: {
    template: {
      path: '/v1/templates/{id}',
      states: { active: template },
      actions: {
        update: { route: 'PATCH /v1/templates/{id}', body: {} },
        delete: { route: 'DELETE /v1/templates/{id}' },
      },
    },
  },
} satisfies Resource
