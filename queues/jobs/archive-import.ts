import { BadZip } from '../../core/domain/archive/zip-directory.ts'
import { retryDelaySeconds } from '../../core/domain/jobs/schedule.ts'
import { AppError, ERRORS } from '../../core/domain/kernel/errors.ts'
import { refuseImport, workOnArchive } from '../../core/services/imports/work.ts'
import type { JobHandler } from '../context.ts'

/** Fills a business from an archive, as far as one visit goes. What cannot be imported is refused whole, and taken back. */
export const archiveImport: JobHandler<'ARCHIVE_IMPORT'> = async (job, ctx) => {
  const tenant = ctx.tenantOf(job)
  const id = job.payload.import_id
  try {
    return (await workOnArchive(ctx, tenant, job.tenant_id, id)) ? { againSeconds: 0 } : undefined
  } catch (error) {
    const reason = reasonOf(error, job.attempts)
    if (reason === null) throw error
    return (await refuseImport(tenant, id, reason)) ? { againSeconds: 0 } : undefined
  }
}

/** Null for what may be better another time. */
export function reasonOf(error: unknown, attempts: number): string | null {
  if (error instanceof BadZip) return `The archive cannot be imported: ${error.message}`
  if (error instanceof AppError && error.hint === 'job') return null
  if (error instanceof AppError && ERRORS[error.code].job === 'drop') return error.details[0]?.message ?? error.message
  return retryDelaySeconds(attempts) === null ? 'It could not be imported: try again later' : null
}
