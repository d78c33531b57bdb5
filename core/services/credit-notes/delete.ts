import { sql } from 'drizzle-orm'
import { callStep, droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Soft-deletes a draft that never had a number; what it had of its invoice can be credited anew. One trip. */
export function deleteCreditNote(tenant: TenantDb, id: string, version?: number): Promise<{ id: string }> {
  const invoice = sql`(select n.invoice_id from credit_notes n where n.tenant_id = app.tenant() and n.id = ${id}::uuid)`
  return tenant.write(
    { action: 'credit_notes.delete', id, version },
    [
      ...callStep(tenant, [sql`app.hold_credited(${invoice}, null)`]),
      ...dropRecord(tenant, 'credit_notes', id),
      ...callStep(tenant, [sql`app.count_credit_notes(${invoice})`]),
    ],
    droppedObject(id),
    parseDropped,
  )
}
