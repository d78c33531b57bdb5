import { archiveWorkItem } from '../../core/services/work-items/archive.ts'
import type { JobHandler } from '../context.ts'

/** Work that was done or canceled a month ago leaves the lists. */
export const workItemArchive: JobHandler<'WORK_ITEM_ARCHIVE'> = async (job, ctx) => {
  await archiveWorkItem(ctx.tenantOf(job), job.payload.work_item_id)
  return undefined
}
