import { droppedObject, dropRecord, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Nothing shows the file any more; its bytes go when a job gets to it. One trip. */
export function deleteFile(tenant: TenantDb, id: string): Promise<{ id: string }> {
  const forget = { type: 'FILE_FORGET', key: `file.delete:${id}`, payload: { file_id: id } } as const
  return tenant.write(
    { action: 'files.delete', id, jobs: [forget] },
    dropRecord(tenant, 'files', id),
    droppedObject(id),
    parseDropped,
  )
}
