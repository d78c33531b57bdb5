import { sendPlanned } from '../../core/services/invoices/send-planned-reminder.ts'
import { decideMorning } from '../../core/services/reminders/decide.ts'
import type { JobHandler } from '../context.ts'

/** The morning of a business has come: what goes out today, a job each. */
export const remindersDecide: JobHandler<'REMINDERS_DECIDE'> = async (job, ctx) => {
  const left = await decideMorning(ctx.tenantOf(job), { key: job.key, after: job.payload.after })
  // Found by the sweep of the next minute, too.
  await ctx.enqueue(job.tenant_id, left)
  return undefined
}

export const reminderSend: JobHandler<'AR_REMINDER_SEND'> = (job, ctx) =>
  sendPlanned(ctx.tenantOf(job), ctx, job.payload.reminder_id)
