import { type Resource, sending } from '../support/route-row.ts'

const text = 'Can you come tomorrow? 416 555 0199'
const lines = [{ text: 'ACME LTD', box: [0, 0, 90, 10] }, { text: 'TOTAL 12.50' }]

export default {
  rows: {
    'POST /v1/ai/extract': {
      isQuestion: true,
      isNeverLate: true,
      call: sending({ kind: 'message', text }),
      texts: { text: 'elsewhere', 'lines.0.text': 'checked', received_at: 'checked' },
      wrong: [{ kind: 'message' }, { kind: 'receipt', text, lines }],
    },
  },
} satisfies Resource
