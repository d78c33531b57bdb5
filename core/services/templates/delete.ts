import { droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** What was written with it keeps its words. One trip. */
export const deleteTemplate = (tenant: TenantDb, id: string): Promise<{ id: string }> =>
  tenant.write({ action: 'templates.delete', id }, dropRecord(tenant, 'templates', id), droppedObject(id), parseDropped)
