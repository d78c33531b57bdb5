import { makeRecurringInvoice } from '../../core/services/recurring/make.ts'
import type { JobHandler } from '../context.ts'

/** The invoice of a period, on the morning of its day. */
export const recurringMake: JobHandler<'RECURRING_MAKE'> = (job, ctx) =>
  makeRecurringInvoice(ctx.tenantOf(job), job.payload)
