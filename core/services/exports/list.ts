import { sql } from 'drizzle-orm'
import type { ExportQuery } from '../../contract/archive.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { type ExportRow, exportColumns, exportObject, parseExport } from './internal.ts'

/** One page of past exports, newest first. One trip. */
export const listExports = (
  tenant: TenantDb,
  cursors: Cursors,
  { limit, cursor }: ExportQuery,
): Promise<ListPage<ExportRow>> =>
  readPage(tenant, cursors, {
    action: 'exports.read',
    of: ['exports'],
    limit,
    cursor,
    columns: exportColumns,
    rows: (place, rows) =>
      exportColumns.of(sql`select j.* from (select x.* from exports x
        where x.tenant_id = app.tenant() and x.deleted_at is null${afterNewest('x', place)} order by x.created_at desc, x.id desc limit ${rows}) x
        cross join lateral jsonb_to_record(app.export_json(x)) j (tenant_id uuid, id uuid, kind text, status text, snapshot_at text, rows bigint,
          progress int, size_bytes bigint, reason text, rehearsal jsonb, finished_at text, expires_at text, is_kept boolean, version int,
          created_at text, updated_at text, created_by text) order by x.created_at desc, x.id desc`),
    placeOf: newestFirst,
  })

export const getExport = (tenant: TenantDb, id: string): Promise<ExportRow> =>
  getRecord(tenant, 'exports.read', id, exportObject(id), parseExport)
