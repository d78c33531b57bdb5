import { newId } from '../../core/db/ids.ts'
import type { Resource } from '../support/route-row.ts'

export default {
  rows: {
    'POST /v1/events': {
      call: async () => ({ body: { events: [{ id: newId(), name: 'home.view' }] } }),
      isQuestion: true,
      isNeverLate: true,
    },
  },
} satisfies Resource
