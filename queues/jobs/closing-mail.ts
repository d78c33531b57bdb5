import { mailClosing } from '../../core/services/business/mail-closing.ts'
import type { JobHandler } from '../context.ts'

/** That a business was closed, to each of its members; that it is about to be removed or money moved meanwhile, to its owners: once. */
export const closingMail: JobHandler<'CLOSING_MAIL'> = async (job, ctx) => {
  await mailClosing(ctx, job.tenant_id, job)
  return undefined
}
