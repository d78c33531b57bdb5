import { mailClosing } from '../../core/services/business/mail-closing.ts'
import type { JobHandler } from '../context.ts'

/** That a business was closed, is about to be removed, or that money moved meanwhile: to each of its owners, once. */
export const closingMail: JobHandler<'CLOSING_MAIL'> = async (job, ctx) => {
  await mailClosing(ctx, job.tenant_id, job)
  return undefined
}
