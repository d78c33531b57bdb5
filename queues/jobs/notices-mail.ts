import { mailNotices } from '../../core/services/notices/mail.ts'
import type { JobHandler } from '../context.ts'

/** What a member has not read, once a day. */
export const noticesMail: JobHandler<'NOTICES_MAIL'> = async (job, ctx) => {
  await mailNotices(ctx.tenantOf(job), ctx, { key: job.key, userId: job.payload.user_id, facts: job.facts })
  return undefined
}
