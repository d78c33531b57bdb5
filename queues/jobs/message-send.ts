import { z } from 'zod'
import { sendDueMessage } from '../../core/services/messages/retry.ts'
import type { JobHandler } from '../context.ts'

const Facts = z.object({ is_due: z.boolean() }).nullable()

/** What was taken back or has left meanwhile is not sent. */
export const messageSend: JobHandler<'MESSAGE_SEND'> = async (job, ctx) => {
  const { attempts, facts, payload } = job
  if (Facts.parse(facts)?.is_due) await sendDueMessage(ctx.tenantOf(job), ctx, payload.message_id, attempts)
  return undefined
}
