import { droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Hides a contact everywhere; what was billed to it keeps the name it was billed with (H-API-9). */
export function deleteContact(tenant: TenantDb, id: string): Promise<{ id: string }> {
  const drop = dropRecord(tenant, 'contacts', id)
  return tenant.write({ action: 'contacts.delete', id }, drop, droppedObject(id), parseDropped)
}
