import { z } from 'zod'
import { expireSessions } from '../../core/services/payments/expire-sessions.ts'
import { reconcileSession } from '../../core/services/payments/reconcile-session.ts'
import type { JobHandler } from '../context.ts'

/** The amount or state of an invoice changed: its open checkout pages close at the provider. */
export const checkoutExpire: JobHandler = async (job, ctx) => {
  const { invoice_id } = z.object({ invoice_id: z.string() }).parse(job.payload)
  await expireSessions(ctx.tenantOf(job), ctx.payments, invoice_id)
  return undefined
}

/** Asks about a session until it is over, so that a lost webhook heals (WH13). */
export const checkoutReconcile: JobHandler = async (job, ctx) => {
  const { session_id } = z.object({ session_id: z.string() }).parse(job.payload)
  return reconcileSession(ctx.tenantOf(job), ctx.payments, job.key, session_id)
}
