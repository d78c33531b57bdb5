import { sql } from 'drizzle-orm'
import type { FileQuery } from '../../contract/files.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { type FileRow, fileColumns, fileObject, parseFile } from './internal.ts'

const OF_TYPE = { CONTACT: sql` and f.contact_id is not null`, INVOICE: sql` and f.invoice_id is not null` }

/** One page of files, newest first: of one thing, or of all. One trip. */
export async function listFiles(tenant: TenantDb, cursors: Cursors, query: FileQuery): Promise<ListPage<FileRow>> {
  const { limit, cursor, linked_entity_type: type, linked_entity_id: id } = query
  if (id !== undefined && !isUuid(id)) return { rows: [], cursor: null }
  const ofType = type === undefined ? sql`` : OF_TYPE[type]
  const ofOne = id === undefined ? sql`` : sql` and f.linked_entity_id = ${id}::uuid`
  return readPage(tenant, cursors, {
    action: 'files.read',
    of: ['files', { type, id }],
    limit,
    cursor,
    columns: fileColumns,
    rows: (place, rows) =>
      fileColumns.of(sql`select f.* from files f where f.tenant_id = app.tenant() and f.deleted_at is null${ofType}${ofOne}${afterNewest('f', place)}
        order by f.created_at desc, f.id desc limit ${rows}`),
    placeOf: newestFirst,
  })
}

export const getFile = (tenant: TenantDb, id: string): Promise<FileRow> =>
  getRecord(tenant, 'files.read', id, fileObject(id), parseFile)
