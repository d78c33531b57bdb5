import { sql } from 'drizzle-orm'
import { droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** A draft that was none. Its receipt goes too, unless another expense has it. One trip. */
export const deleteExpense = (tenant: TenantDb, id: string): Promise<{ id: string }> =>
  tenant.write(
    { action: 'expenses.delete', id },
    [...dropRecord(tenant, 'expenses', id), tenant.db.execute(sql`select app.release_receipts(${id}::uuid)`)],
    droppedObject(id),
    parseDropped,
  )
