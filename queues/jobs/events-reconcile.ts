import { reconcileEvents } from '../../core/services/webhooks/reconcile-events.ts'
import type { JobHandler } from '../context.ts'

/** Reads at Stripe what happened on an account, so that no lost event stays lost (WH13). */
export const eventsReconcile: JobHandler<'EVENTS_RECONCILE'> = (job, ctx) => reconcileEvents(ctx, job.facts)
