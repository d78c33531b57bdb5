import { planStatements, sendMonthly } from '../../core/services/statements/monthly.ts'
import type { JobHandler } from '../context.ts'

/** The morning of a month's statements: a job for each customer who owes something. */
export const statementsPlan: JobHandler<'STATEMENTS_PLAN'> = (job, ctx) =>
  planStatements(ctx.tenantOf(job), job.payload)

export const statementSend: JobHandler<'STATEMENT_SEND'> = (job, ctx) =>
  sendMonthly(ctx.tenantOf(job), ctx, job.payload)
