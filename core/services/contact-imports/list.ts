import { type SQL, sql } from 'drizzle-orm'
import type { ContactImportQuery, ImportRowQuery } from '../../contract/contact-imports.ts'
import { getRecord } from '../../db/records.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { type ImportRow, importColumns, importObject, parseImport, type RowOfImport, rowColumns } from './internal.ts'

/** One page of imports, newest first. One trip. */
export const listContactImports = (
  tenant: TenantDb,
  cursors: Cursors,
  { limit, cursor }: ContactImportQuery,
): Promise<ListPage<ImportRow>> =>
  readPage(tenant, cursors, {
    action: 'contact_imports.read',
    of: ['contact_imports'],
    limit,
    cursor,
    columns: importColumns,
    rows: (place, rows) => importColumns.of(selectImports(place, rows)),
    placeOf: newestFirst,
  })

const selectImports = (place: readonly string[] | null, limit: number): SQL => sql`
  select i.*, app.may_undo_import(i.status, i.finished_at) as undoable from contact_imports i
  where i.tenant_id = app.tenant() and i.deleted_at is null${afterNewest('i', place)} order by i.created_at desc, i.id desc limit ${limit}`

export const getContactImport = (tenant: TenantDb, id: string): Promise<ImportRow> =>
  getRecord(tenant, 'contact_imports.read', id, importObject(id), parseImport)

/** One page of an import's rows, in the order of the file. One trip. */
export const listImportRows = (
  tenant: TenantDb,
  cursors: Cursors,
  { id, limit, cursor, ...filters }: ImportRowQuery & { id: string },
): Promise<ListPage<RowOfImport>> =>
  readPage(tenant, cursors, {
    action: 'contact_imports.read',
    of: ['contact_import_rows', id, filters],
    limit,
    cursor,
    columns: rowColumns,
    rows: (place, rows) => rowColumns.of(selectRows(checkId(id), filters, place, rows)),
    within: sql`select from contact_imports where tenant_id = app.tenant() and id = ${checkId(id)}::uuid and deleted_at is null`,
    placeOf: ({ row_no }) => [String(row_no), ''],
  })

const selectRows = (
  id: string,
  { state, duplicates }: Omit<ImportRowQuery, 'limit' | 'cursor'>,
  place: readonly string[] | null,
  limit: number,
): SQL => sql`
  select r.*, (select c.display_name from contacts c where c.tenant_id = r.tenant_id and c.id = r.duplicate_of) as duplicate_name from contact_import_rows r
  where r.tenant_id = app.tenant() and r.import_id = ${id}::uuid and r.row_no > ${place ? Number(place[0]) : 0}
    ${state ? sql`and r.state = ${state}` : sql``} ${duplicates ? sql`and r.duplicate_of is not null` : sql``}
  order by r.row_no limit ${limit}`
