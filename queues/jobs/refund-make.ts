import { makeRefund } from '../../core/services/refunds/request.ts'
import type { JobHandler } from '../context.ts'

/** What a person asked to be refunded, when nobody knows what Stripe answered. */
export const refundMake: JobHandler<'REFUND_MAKE'> = async (job, ctx) => {
  const work = await makeRefund(ctx.tenantOf(job), ctx.payments, job)
  return work ? { work } : undefined
}
