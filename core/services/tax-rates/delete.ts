import { droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { touchSettings } from './internal.ts'

/** Hides a rate; lines that carry it keep its name and percentage. One trip. */
export function deleteTaxRate(tenant: TenantDb, id: string): Promise<{ id: string }> {
  const steps = [touchSettings(tenant), ...dropRecord(tenant, 'tax_rates', id, { isDefault: false })]
  return tenant.write({ action: 'tax_rates.delete', id }, steps, droppedObject(id), parseDropped)
}
