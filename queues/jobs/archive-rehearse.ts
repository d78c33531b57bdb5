import {
  compareRestored,
  dropRehearsal,
  endRehearsal,
  holdRehearsal,
  type RehearsalJob,
} from '../../core/services/imports/rehearse.ts'
import { workOnArchive } from '../../core/services/imports/work.ts'
import type { JobContext, JobHandler, TakenJob } from '../context.ts'
import { reasonOf } from './archive-import.ts'

/**
 * Tries a restore: imports the archive into a business that nobody sees, by the same code, says what came of it, and takes that
 * business away. Killed anywhere it goes on where it was.
 */
export const archiveRehearse: JobHandler<'ARCHIVE_REHEARSE'> = async (taken, ctx) => {
  const job = rehearsalOf(taken, ctx)
  const { is_open, is_there } = await holdRehearsal(ctx.system, job)
  if (is_there && is_open && (await fill(ctx, job, taken.attempts))) return { againSeconds: 0 }
  return (await dropRehearsal(ctx.system, job.id)) ? { againSeconds: 0 } : undefined
}

function rehearsalOf(job: TakenJob<'ARCHIVE_REHEARSE'>, ctx: JobContext): RehearsalJob {
  const { export_id: exportId, rehearsal_id: id } = job.payload
  const hidden = ctx.tenantOf({ ...job, tenant_id: id, type: 'ARCHIVE_IMPORT', key: `import:${id}` })
  return { tenant: ctx.tenantOf(job), tenantId: job.tenant_id, lease: job.lease, exportId, id, hidden }
}

/** True while there is more to do before it is known what came of it. */
async function fill(ctx: JobContext, job: RehearsalJob, attempts: number): Promise<boolean> {
  try {
    if (await workOnArchive(ctx, job.hidden, job.id, job.id)) return true
    await endRehearsal(job, await compareRestored(ctx.fileStore, job))
  } catch (error) {
    const reason = reasonOf(error, attempts)
    if (reason === null) throw error
    await endRehearsal(job, { reason: reason.slice(0, 500) })
  }
  return false
}
