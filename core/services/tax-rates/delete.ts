import { eq, sql } from 'drizzle-orm'
import { taxRates } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { ANY_STATUS, checkId, touchSettings } from './internal.ts'

/** Hides a rate; lines that carry it keep its name and percentage. One trip. */
export async function deleteTaxRate(tenant: TenantDb, id: string): Promise<{ id: string }> {
  checkId(id)
  return tenant.write(
    { action: 'tax_rates.delete', id, lock: { table: 'tax_rates', from: ANY_STATUS } },
    [
      touchSettings(tenant),
      tenant.db
        .update(taxRates)
        .set({
          deletedAt: sql`app.now()`,
          isDefault: false,
          version: sql`${taxRates.version} + 1`,
          updatedAt: sql`app.now()`,
        })
        .where(tenant.mine(taxRates, eq(taxRates.id, id))),
    ],
    sql`select ${id}::uuid as id`,
    (row) => ({ id: (row as { id: string }).id }),
  )
}
