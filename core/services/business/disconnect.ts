import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import { ATTEMPTS_MAX } from '../../domain/jobs/schedule.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { Payments } from '../ports.ts'

export interface Removing {
  tenantId: string
  lease: string
  closingId: string
  /** Of the job, this one included. */
  attempts: number
}

interface Ports {
  system: SystemDb
  payments: Pick<Payments, 'disconnect'>
}

/**
 * Ends our access to the account at Stripe of a business that is removed; the account itself is its owner's and stays. Where
 * Stripe does not answer the job tries again, up to its last attempt; where it refuses, or that was the last, the business goes
 * all the same, and one line in the log says so.
 */
export async function disconnectAccount(
  { system, payments }: Ports,
  { tenantId, lease, closingId, attempts }: Removing,
  account: string,
): Promise<void> {
  const answer = await payments.disconnect(account)
  if (answer.outcome === 'unavailable' && attempts < ATTEMPTS_MAX) throw new AppError('PROVIDER_ERROR', answer.reason)
  if (answer.outcome !== 'ok') {
    const { outcome, reason } = answer
    console.error(JSON.stringify({ event: 'stripe.not_disconnected', tenant_id: tenantId, account, outcome, reason }))
  }
  await system.value(sql`app.drop_stripe_account(${tenantId}::uuid, ${lease}::timestamptz, ${closingId}::uuid)`)
}
