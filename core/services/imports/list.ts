import { sql } from 'drizzle-orm'
import type { ExportQuery } from '../../contract/archive.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { type ImportRow, importColumns, importObject, parseImport } from './internal.ts'

/** One page of imports of archives, newest first. One trip. */
export const listImports = (
  tenant: TenantDb,
  cursors: Cursors,
  { limit, cursor }: ExportQuery,
): Promise<ListPage<ImportRow>> =>
  readPage(tenant, cursors, {
    action: 'imports.read',
    of: ['imports'],
    limit,
    cursor,
    columns: importColumns,
    rows: (place, rows) =>
      importColumns.of(sql`select j.* from (select x.* from imports x
        where x.tenant_id = app.tenant() and x.deleted_at is null${afterNewest('x', place)} order by x.created_at desc, x.id desc limit ${rows}) x
        cross join lateral jsonb_to_record(app.import_json(x)) j (id uuid, file_id uuid, status text, progress int, rows bigint, reason text,
          finished_at text, version int, created_at text, updated_at text, created_by text) order by x.created_at desc, x.id desc`),
    placeOf: newestFirst,
  })

export const getImport = (tenant: TenantDb, id: string): Promise<ImportRow> =>
  getRecord(tenant, 'imports.read', id, importObject(id), parseImport)
