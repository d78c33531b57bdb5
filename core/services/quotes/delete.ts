import { droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Soft-deletes a draft that never had a number. */
export function deleteQuote(tenant: TenantDb, id: string, version?: number): Promise<{ id: string }> {
  const drop = dropRecord(tenant, 'quotes', id)
  return tenant.write({ action: 'quotes.delete', id, version }, drop, droppedObject(id), parseDropped)
}
