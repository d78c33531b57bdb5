import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type Connection, parseConnection, selectConnection } from './internal.ts'

/** How the business is connected to Stripe, as far as we know it. One trip; Stripe is not asked. */
export async function getStripeAccount(tenant: TenantDb): Promise<Connection> {
  const [, found] = await tenant.read(
    'stripe_account.read',
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (${selectConnection()}) o`),
  )
  return parseConnection(found.rows[0]?.object)
}
