import { type Resource, sending } from '../support/route-row.ts'
import { makeContact } from './contacts.ts'

export default {
  rows: {
    'GET /v1/audit': {
      list: {
        add: (b) => makeContact(b),
        filters: { actor: 'job', action: 'item.create', from: '2999-01-01', to: '2000-01-01' },
      },
    },
    'POST /v1/audit/verify': {
      call: sending({}),
      isQuestion: true,
      isNeverLate: true,
      texts: { cursor: 'checked' },
    },
  },
} satisfies Resource
