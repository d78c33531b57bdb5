import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type BusinessRow, parseBusiness } from '../settings.ts'

/** The business with its profile. One trip. */
export async function getProfile(tenant: TenantDb): Promise<BusinessRow> {
  const [, found] = await tenant.read(
    'profile.read',
    tenant.db.execute<{ object: unknown }>(sql`select app.business() as object`),
  )
  return parseBusiness(found.rows[0]?.object)
}
