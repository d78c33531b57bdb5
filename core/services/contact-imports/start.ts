import type { StartContactImport } from '../../contract/contact-imports.ts'
import { moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { chunkJob } from './chunk.ts'
import { type ImportRow, importObject, parseImport } from './internal.ts'

/** The rows without a problem become contacts, five hundred at a time; one trip, the rest is a job's. */
export const startContactImport = (
  tenant: TenantDb,
  id: string,
  { on_duplicate, if_match_version: version }: StartContactImport,
): Promise<ImportRow> =>
  tenant.write(
    { action: 'contact_imports.start', id, version, changes: { on_duplicate }, jobs: [chunkJob(id, 'start', 0)] },
    [moveRecord(tenant, 'contact_imports.start', id, { onDuplicate: on_duplicate })],
    importObject(id),
    parseImport,
  )
