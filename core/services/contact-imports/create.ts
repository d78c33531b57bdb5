import type { CreateContactImport } from '../../contract/contact-imports.ts'
import { newId } from '../../db/ids.ts'
import { contactImports } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type ImportRow, importObject, parseImport } from './internal.ts'

/** What was read is personal, and of no use after some days. */
const KEPT_SECONDS = 8 * 24 * 3600

/** An import that waits for its rows. One trip. */
export function createContactImport(tenant: TenantDb, { file_name }: CreateContactImport): Promise<ImportRow> {
  const id = newId()
  const fileName = file_name.trim()
  const forget = {
    type: 'CONTACT_IMPORT_FORGET',
    key: `contact-import-forget:${id}`,
    payload: { import_id: id },
    delay_seconds: KEPT_SECONDS,
  } as const
  return tenant.write(
    { action: 'contact_imports.create', id, changes: { file_name: fileName }, jobs: [forget] },
    [tenant.insert(contactImports, [{ id, fileName, onDuplicate: 'SKIP' }])],
    importObject(id),
    parseImport,
  )
}
