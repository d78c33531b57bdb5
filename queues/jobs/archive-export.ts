import { retryDelaySeconds } from '../../core/domain/jobs/schedule.ts'
import { AppError, ERRORS } from '../../core/domain/kernel/errors.ts'
import { forgetExport } from '../../core/services/exports/forget.ts'
import { failExport, makeExport } from '../../core/services/exports/make.ts'
import type { JobHandler } from '../context.ts'

/** Tried as often as any job; the last time its end is said where it was asked for. */
export const archiveExport: JobHandler<'ARCHIVE_EXPORT'> = async (job, ctx) => {
  const id = job.payload.export_id
  const mine = { tenant: ctx.tenantOf(job), snapshot: ctx.snapshotOf(job), tenant_id: job.tenant_id, lease: job.lease }
  try {
    await makeExport(ctx, mine, id)
  } catch (error) {
    const isKnown = error instanceof AppError
    if (isKnown && error.hint === 'job') throw error
    const isFinal = retryDelaySeconds(job.attempts) === null || (isKnown && ERRORS[error.code].job === 'drop')
    if (!isFinal) throw error
    await failExport(ctx, mine, id, isKnown ? error.message : 'The archive could not be stored')
  }
  return undefined
}

export const exportForget: JobHandler<'EXPORT_FORGET'> = async (job, ctx) => {
  await forgetExport(ctx.tenantOf(job), job.tenant_id, ctx.fileStore, job.payload.export_id)
  return undefined
}
