import { forgetFile } from '../../core/services/files/forget.ts'
import type { JobHandler } from '../context.ts'

/** What nothing links to after a day, and what was deleted, leaves the storage too. */
export const fileForget: JobHandler<'FILE_FORGET'> = async (job, ctx) => {
  await forgetFile(ctx.tenantOf(job), ctx.fileStore, job.payload.file_id)
  return undefined
}
