import { dataOf, type Make, type MakeId, type Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

/** Whoever is the owner here reviews for the platform, too, and the business lets him. */
async function asReviewer(b: TeamBusiness) {
  await b.stack.admin(`insert into app.platform_members (user_id) values ($1) on conflict do nothing`, [
    b.userIds.OWNER,
  ])
  await b.stack.admin(
    `update app.tenants set review_access_since = now(), review_access_by = $2, review_access_scopes = '{AI_DRAFTS,WORK_QUEUE}' where id = $1`,
    [b.tenantId, b.userIds.OWNER],
  )
}

/** He is a member like the others again. */
const restore = (b: TeamBusiness) =>
  b.stack.admin(`delete from app.platform_members where user_id = $1`, [b.userIds.OWNER])

const waiting: MakeId = async (b) => {
  await asReviewer(b)
  const body = { source_type: 'MANUAL', text: 'The tap drips, can someone come tomorrow? 14 Elm Street' }
  const { id } = await dataOf(b.owner.post('/v1/ai-drafts', body))
  await dataOf(b.owner.post(`/v1/ai-drafts/${id}/request-review`, {}))
  return id
}

const decided =
  (body: object): Make =>
  async (b) => ({ params: { id: await waiting(b) }, body })

/** For members there is nothing here: tests/http/ops.test.ts has more. */
export default {
  rows: {
    'GET /v1/ops/ai-drafts': {
      call: async (b) => {
        await asReviewer(b)
        return {}
      },
      restore,
    },
    'GET /v1/ops/review-queue': {
      call: async (b) => {
        await asReviewer(b)
        return {}
      },
      restore,
    },
    'GET /v1/ops/work-queue': {
      call: async (b) => {
        await asReviewer(b)
        return {}
      },
      restore,
    },
    'GET /v1/ops/ai-drafts/{id}': { call: async (b) => ({ params: { id: await waiting(b) } }), restore },
    'PATCH /v1/ops/ai-drafts/{id}': { call: decided({ action: 'approve' }), restore },
  },
} satisfies Resource
