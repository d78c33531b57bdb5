import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type BusinessRow, parseBusiness } from '../settings.ts'

export async function getBusiness(tenant: TenantDb): Promise<BusinessRow> {
  const [, found] = await tenant.read(
    'business.read',
    tenant.db.execute<{ object: unknown }>(sql`select ${businessObject} as object`),
  )
  return parseBusiness(found.rows[0]?.object)
}

export const businessObject = sql`app.business()`
