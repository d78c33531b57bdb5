import type { Resource } from '../support/route-row.ts'
import { readDraft } from './ai-drafts.ts'

export default {
  rows: {
    'GET /v1/ai-usage': {},
    'GET /v1/ai-tasks': {
      list: {
        add: (b) => readDraft(b),
        filters: { type: 'APPLY', status: 'FAILED', from: '2999-01-01', to: '2000-01-01' },
      },
    },
  },
} satisfies Resource
