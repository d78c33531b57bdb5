import { z } from '@hono/zod-openapi'
import { IdParam } from '../../core/contract/common.ts'
import {
  Review,
  ReviewQuery,
  ReviewQueue,
  ReviewQueueQuery,
  ReviewSummary,
  ReviewWithSource,
  UpdateReview,
  WorkQueueEntry,
  WorkQueueQuery,
} from '../../core/contract/reviews.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { updateReview } from '../../core/services/reviews/decide.ts'
import { headOfReviews, listReviews, type Reviewing } from '../../core/services/reviews/list.ts'
import {
  presentQueue,
  presentQueued,
  presentReview,
  presentReviewWithSource,
} from '../../core/services/reviews/present.ts'
import { reviewEnded, viewReview } from '../../core/services/reviews/view.ts'
import { listWorkQueue } from '../../core/services/reviews/work-queue.ts'
import { type HubContext, reviewerDb, reviewerDbBeside, systemDb } from '../context.ts'
import { addressOf } from '../middleware/limits.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'

const tags = ['Command Center']

const list = route('get', '/ops/ai-drafts', {
  summary: 'What waits for a review in the businesses that let the platform see it, the longest waiting first',
  query: ReviewQuery,
  data: z.array(ReviewSummary),
  tags,
})
const queue = route('get', '/ops/review-queue', {
  summary: 'The first page of the same, with how much waits, how much is late and since when the longest',
  query: ReviewQueueQuery,
  data: ReviewQueue,
  tags,
})
const get = route('get', '/ops/ai-drafts/{id}', {
  summary: 'A draft in review with its source; its business sees that it was looked at',
  data: ReviewWithSource,
  tags,
})
const update = route('patch', '/ops/ai-drafts/{id}', {
  summary: 'Correct, take, approve, apply or reject a draft in review, or take such a decision back',
  body: UpdateReview,
  data: Review,
  tags,
})

const work = route('get', '/ops/work-queue', {
  summary: 'What reviewers have to do, who has it in hand, and what they did',
  query: WorkQueueQuery,
  data: z.array(WorkQueueEntry),
  tags,
})

const idOf = (c: HubContext) => IdParam.parse(c.req.param()).id

/** Over all the businesses that let reviewers in. */
function reviewing(c: HubContext): Reviewing {
  const { bearer, requestId, services } = c.var
  return { system: systemDb(c), bearer, trace: { requestId, ip: addressOf(c) }, cursors: services.cursors }
}

export const opsRoutes = router()
  .openapi(list, async (c) => {
    const { rows, cursor } = await listReviews(reviewing(c), c.req.valid('query'))
    return answer(c, rows.map(presentQueued), { cursor })
  })
  .openapi(queue, async (c) => {
    const head = await headOfReviews(reviewing(c), c.req.valid('query'))
    return answer(c, presentQueue(head), { cursor: head.cursor })
  })
  .openapi(get, async (c) => {
    const row = await viewReview(reviewerDb(c, idOf(c)), idOf(c))
    const { bearer, services } = c.var
    const { userId, sessionId } = bearer
    return answer(c, presentReviewWithSource(row, services.fileAddresses, { userId, sessionId }))
  })
  .openapi(update, async (c) => answer(c, presentReview(await attempt(c, c.req.valid('json')))))
  .openapi(work, async (c) => {
    const { rows, cursor } = await listWorkQueue(reviewing(c), c.req.valid('query'))
    return answer(c, rows, { cursor })
  })

/** Who came too late is answered with the draft as it is now; of one that its business settled, only how. */
async function attempt(c: HubContext, input: UpdateReview) {
  const id = idOf(c)
  try {
    return await updateReview(reviewerDb(c, id), id, input)
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT')
      error.latest = await latest(c, id).catch(() => undefined)
    throw error
  }
}

const latest = async (c: HubContext, id: string): Promise<unknown> =>
  viewReview(reviewerDbBeside(c, id), id).then(presentReview, () => reviewEnded(reviewerDbBeside(c, id), id))
