import { eq, sql } from 'drizzle-orm'
import { invoices } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { checkId } from './internal.ts'

/** Soft-deletes a draft that never had a number; anything later is voided instead. */
export async function deleteInvoice(tenant: TenantDb, id: string, version?: number): Promise<{ id: string }> {
  checkId(id)
  return tenant.write(
    { action: 'invoices.delete', id, lock: { table: 'invoices', from: ['DRAFT'], version, unnumbered: true } },
    [
      tenant.db
        .update(invoices)
        .set({ deletedAt: sql`app.now()`, version: sql`${invoices.version} + 1`, updatedAt: sql`app.now()` })
        .where(tenant.mine(invoices, eq(invoices.id, id))),
    ],
    sql`select ${id}::uuid as id`,
    (row) => ({ id: (row as { id: string }).id }),
  )
}
