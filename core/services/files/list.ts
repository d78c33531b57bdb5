import { type SQL, sql } from 'drizzle-orm'
import type { FileQuery } from '../../contract/files.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { visibleRows } from '../visible.ts'
import { type FileRow, fileColumns, fileObject, parseFile } from './internal.ts'

const OF_TYPE = {
  CONTACT: sql` and f.contact_id is not null`,
  QUOTE: sql` and f.quote_id is not null`,
  INVOICE: sql` and f.invoice_id is not null`,
  EXPENSE: sql` and f.expense_id is not null`,
  WORK_ITEM: sql` and f.work_item_id is not null`,
}

/**
 * One page of files, newest first: of one thing, or of all. Of all an agent gets those that he uploaded; what belongs to a
 * thing of his stands with that. One trip.
 */
export async function listFiles(tenant: TenantDb, cursors: Cursors, query: FileQuery): Promise<ListPage<FileRow>> {
  const { limit, cursor, ...filters } = query
  const { linked_entity_id: id } = filters
  if (id !== undefined && !isUuid(id)) return { rows: [], cursor: null }
  return readPage(tenant, cursors, {
    action: 'files.read',
    of: ['files', filters],
    limit,
    cursor,
    columns: fileColumns,
    rows: (place, rows) =>
      fileColumns.of(
        sql`select f.*, app.is_handed_in(f.id) as is_evidence from (${selectRows(filters, place, rows)}) f order by ${NEWEST} limit ${rows}`,
      ),
    placeOf: newestFirst,
  })
}

const NEWEST = sql`f.created_at desc, f.id desc`

function selectRows(
  { linked_entity_type: type, linked_entity_id: id }: Omit<FileQuery, 'limit' | 'cursor'>,
  place: readonly string[] | null,
  limit: number,
): SQL {
  const ofType = type === undefined ? sql`` : OF_TYPE[type]
  const where = sql`f.tenant_id = app.tenant() and f.deleted_at is null${ofType}${afterNewest('f', place)}`
  if (id !== undefined)
    return sql`select f.* from files f where f.linked_entity_id = ${id}::uuid and ${where} order by ${NEWEST} limit ${limit}`
  const mine = [sql`f.created_by = app.agent()`]
  return visibleRows({ table: 'files', as: 'f', where, everybody: sql``, agent: sql``, mine, order: NEWEST, limit })
}

export const getFile = (tenant: TenantDb, id: string): Promise<FileRow> =>
  getRecord(tenant, 'files.read', id, fileObject(id), parseFile)
