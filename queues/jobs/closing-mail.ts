import { mailClosing } from '../../core/services/business/mail-closing.ts'
import type { JobHandler } from '../context.ts'

/** That a business was closed, or is about to be removed: to each of its owners, once. */
export const closingMail: JobHandler<'CLOSING_MAIL'> = async (job, ctx) => {
  await mailClosing(ctx, job.tenant_id, job.payload)
  return undefined
}
