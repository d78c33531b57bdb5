import { dataOf, type MakeId, type Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

/** Those before are of other minutes, so that the next one is another. */
const anew = (b: TeamBusiness) =>
  b.stack.admin(`update exports set bucket = id::text where tenant_id = $1`, [b.tenantId])

async function create(b: TeamBusiness) {
  await anew(b)
  return dataOf<{ job_id: string }>(b.owner.post('/v1/export', {}))
}
const made: MakeId = async (b) => (await create(b)).job_id

export default {
  rows: {
    'GET /v1/export': { list: { add: create } },
    'POST /v1/export': {
      call: async (b) => {
        await anew(b)
        return {}
      },
    },
    'GET /v1/export/{job_id}': { call: async (b) => ({ params: { job_id: await made(b) } }) },
  },
} satisfies Resource
