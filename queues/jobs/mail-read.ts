import { keepMail } from '../../core/services/mail/keep.ts'
import type { JobHandler } from '../context.ts'

/** A raw mail becomes a message in its conversation. */
export const mailRead: JobHandler<'MAIL_READ'> = async (job, ctx) => {
  const { attempts, facts, payload } = job
  await keepMail(ctx.tenantOf(job), ctx, { mailId: payload.mail_id, attempts, facts })
  return undefined
}
