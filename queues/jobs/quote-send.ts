import { sendHeldQuote } from '../../core/services/quotes/hold.ts'
import type { JobHandler } from '../context.ts'

export const quoteSend: JobHandler<'QUOTE_SEND'> = async (job, ctx) => {
  const { quote_id, ...mail } = job.payload
  await sendHeldQuote(ctx.tenantOf(job), ctx, quote_id, mail)
  return undefined
}
