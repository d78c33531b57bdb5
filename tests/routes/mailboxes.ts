import type { MakeId, Resource } from '../support/route-row.ts'

/** A business has one, from its first day. */
const mailbox: MakeId = async (b) => b.tenantId

export default {
  rows: {
    'GET /v1/mailboxes': {},
    'POST /v1/mailboxes/{id}/rotate': { call: async (b) => ({ params: { id: await mailbox(b) } }), isNeverLate: true },
  },
} satisfies Resource
