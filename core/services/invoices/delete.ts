import { callStep, droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { reopenQuote } from './internal.ts'

/** Soft-deletes a draft that never had a number; anything later is voided instead. */
export function deleteInvoice(tenant: TenantDb, id: string, version?: number): Promise<{ id: string }> {
  const drop = [...callStep(tenant, [reopenQuote(id)]), ...dropRecord(tenant, 'invoices', id)]
  return tenant.write({ action: 'invoices.delete', id, version }, drop, droppedObject(id), parseDropped)
}
