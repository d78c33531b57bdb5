import { moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { chunkJob } from './chunk.ts'
import { type ImportRow, importObject, parseImport } from './internal.ts'

/**
 * Takes back what an import of the last 24 hours made and changed, but for what somebody has changed or used since: that
 * stays, and is counted. One trip, the rest is a job's.
 */
export const undoContactImport = (tenant: TenantDb, id: string): Promise<ImportRow> =>
  tenant.write(
    { action: 'contact_imports.undo', id, jobs: [chunkJob(id, 'undo', 0)] },
    [moveRecord(tenant, 'contact_imports.undo', id)],
    importObject(id),
    parseImport,
  )
