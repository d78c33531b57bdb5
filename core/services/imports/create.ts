import { sql } from 'drizzle-orm'
import type { CreateImport } from '../../contract/archive.ts'
import { newId } from '../../db/ids.ts'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { referenceTo } from '../references.ts'
import { type ImportRow, importObject, parseImport } from './internal.ts'

/** Begins to fill an empty business from an archive; nobody else writes in it until that is over. One trip, the rest is a job's. */
export function createImport(tenant: TenantDb, { file_id }: CreateImport): Promise<ImportRow> {
  const id = newId()
  const job = { type: 'ARCHIVE_IMPORT', key: `import:${id}`, payload: { import_id: id } } as const
  const references = referenceTo('files', file_id, 'file_id')
  return tenant.write(
    { action: 'imports.create', id, references, changes: { file_id }, jobs: [job] },
    callStep(tenant, [sql`app.begin_import(${id}::uuid, ${file_id}::uuid)`]),
    importObject(id),
    parseImport,
  )
}
