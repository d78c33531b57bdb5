import { droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** A draft that was none. Its receipt stays among its files, which nothing shows any more. One trip. */
export const deleteExpense = (tenant: TenantDb, id: string): Promise<{ id: string }> =>
  tenant.write({ action: 'expenses.delete', id }, dropRecord(tenant, 'expenses', id), droppedObject(id), parseDropped)
