import { sql } from 'drizzle-orm'
import type { AddImportRows } from '../../contract/contact-imports.ts'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { withSettings } from '../settings.ts'
import { type ImportRow, importObject, parseImport } from './internal.ts'
import { readImportedRow } from './read-row.ts'

/** Rows to be looked at, before any of them becomes a contact; one that was there is replaced. One trip. */
export function addImportRows(tenant: TenantDb, id: string, { rows }: AddImportRows): Promise<ImportRow> {
  return withSettings(tenant, 'contact_imports.add_rows', async ({ business }) => {
    const read = rows.map(({ row, fields }) => ({ row, ...readImportedRow(fields, business.country) }))
    const last = [...new Map(read.map((one) => [one.row, one])).values()]
    return tenant.write(
      { action: 'contact_imports.add_rows', id, changes: { rows: last.length } },
      callStep(tenant, [sql`app.add_import_rows(${id}::uuid, ${JSON.stringify(last)}::jsonb)`]),
      importObject(id),
      parseImport,
    )
  })
}
