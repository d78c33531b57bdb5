import { expireSessions } from '../../core/services/payments/expire-sessions.ts'
import { reconcileSession } from '../../core/services/payments/reconcile-session.ts'
import type { JobHandler } from '../context.ts'

/** The amount or state of an invoice changed: its open checkout pages close at the provider. */
export const checkoutExpire: JobHandler<'CHECKOUT_EXPIRE'> = (job, ctx) =>
  expireSessions(ctx.tenantOf(job), ctx.payments, job.payload.invoice_id)

/** Asks about a session until it is over, so that a lost webhook heals (WH13). */
export const checkoutReconcile: JobHandler<'CHECKOUT_RECONCILE'> = (job, ctx) =>
  reconcileSession(ctx.tenantOf(job), ctx.payments, job.key, job.payload.session_id)
