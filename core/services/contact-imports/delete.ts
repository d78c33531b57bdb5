import { droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Throws away an import that was not started; its rows go with the job that forgets them. One trip. */
export const deleteContactImport = (tenant: TenantDb, id: string): Promise<{ id: string }> =>
  tenant.write(
    { action: 'contact_imports.delete', id },
    dropRecord(tenant, 'contact_imports', id),
    droppedObject(id),
    parseDropped,
  )
