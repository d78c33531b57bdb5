import { droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Hides it everywhere; an invoice that was made of it stays. */
export function deleteWorkItem(tenant: TenantDb, id: string): Promise<{ id: string }> {
  const drop = dropRecord(tenant, 'work_items', id)
  return tenant.write({ action: 'work_items.delete', id }, drop, droppedObject(id), parseDropped)
}
