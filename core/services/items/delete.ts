import { droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Takes an item off the price list; lines that were made with it keep what they copied. One trip. */
export function deleteItem(tenant: TenantDb, id: string): Promise<{ id: string }> {
  return tenant.write({ action: 'items.delete', id }, dropRecord(tenant, 'items', id), droppedObject(id), parseDropped)
}
