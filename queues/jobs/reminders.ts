import { sendPlanned } from '../../core/services/invoices/send-planned-reminder.ts'
import { decideMorning } from '../../core/services/reminders/decide.ts'
import type { JobHandler } from '../context.ts'

/** The morning of a business has come: what goes out today, a job each. */
export const remindersDecide: JobHandler<'REMINDERS_DECIDE'> = async (job, ctx) => {
  await decideMorning(ctx.tenantOf(job), { key: job.key, after: job.payload.after })
  return undefined
}

export const reminderSend: JobHandler<'AR_REMINDER_SEND'> = (job, ctx) =>
  sendPlanned(ctx.tenantOf(job), ctx, job.payload.reminder_id)
