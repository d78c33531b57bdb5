import { wakeConversation } from '../../core/services/conversations/snooze.ts'
import type { JobHandler } from '../context.ts'

/** What was snoozed comes back when its time has come. */
export const conversationWake: JobHandler<'CONVERSATION_WAKE'> = async (job, ctx) => {
  await wakeConversation(ctx.tenantOf(job), job.payload.conversation_id)
  return undefined
}
