import { tellDecision } from '../../core/services/quotes/tell-decision.ts'
import type { JobHandler } from '../context.ts'

export const quoteDecided: JobHandler<'QUOTE_DECIDED'> = async (job, ctx) => {
  const { quote_id, revision } = job.payload
  await tellDecision(ctx.tenantOf(job), ctx, quote_id, revision)
  return undefined
}
