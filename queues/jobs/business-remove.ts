import { removeBusiness } from '../../core/services/business/remove.ts'
import type { JobHandler } from '../context.ts'

/** The days in which a closed business could be opened again are over. */
export const businessRemove: JobHandler<'BUSINESS_REMOVE'> = (job, ctx) =>
  removeBusiness(ctx, {
    tenantId: job.tenant_id,
    lease: job.lease,
    closingId: job.payload.closing_id,
    attempts: job.attempts,
  })
