import { type SQL, sql } from 'drizzle-orm'
import type { ItemQuery } from '../../contract/items.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { queryTerms } from '../../domain/kernel/text.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { type ItemRow, itemColumns, itemObject, parseItem, selectItem } from './internal.ts'

/** One page of the price list, newest first. One trip. */
export function listItems(tenant: TenantDb, cursors: Cursors, query: ItemQuery): Promise<ListPage<ItemRow>> {
  const { limit, cursor, ...filters } = query
  return readPage(tenant, cursors, {
    action: 'items.read',
    of: ['items', filters],
    limit,
    cursor,
    columns: itemColumns,
    rows: (place, rows) => itemColumns.of(selectItems(filters, place, rows)),
    placeOf: newestFirst,
  })
}

/** The items after a place in the list, newest first. */
export function selectItems(
  { status, q }: Pick<ItemQuery, 'status' | 'q'>,
  place: readonly string[] | null,
  limit: number,
): SQL {
  const search = searchFor('item', sql`i.id`, q?.trim() ? queryTerms(q) : null)
  return sql`${selectItem} where i.tenant_id = app.tenant() and i.deleted_at is null and i.status = ${status}${afterNewest('i', place)} ${search.candidates}
    order by i.created_at desc, i.id desc limit ${limit}`
}

export const getItem = (tenant: TenantDb, id: string): Promise<ItemRow> =>
  getRecord(tenant, 'items.read', id, itemObject(id), parseItem)
