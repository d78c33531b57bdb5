import type { TenantDb } from '../../db/tenant-db.ts'
import type { FileStore } from '../ports.ts'
import { archiveKey } from './internal.ts'

/** Its time is over: the archive goes from the storage, that it was made stays known. */
export async function forgetExport(tenant: TenantDb, tenantId: string, store: FileStore, id: string): Promise<void> {
  await store.delete(archiveKey(tenantId, id))
  await tenant.commit({ beat: { action: 'exports.forget', id }, steps: [] })
}
