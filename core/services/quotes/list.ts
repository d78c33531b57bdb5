import { type SQL, sql } from 'drizzle-orm'
import type { QuoteQuery } from '../../contract/quotes.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { queryTerms } from '../../domain/kernel/text.ts'
import { LISTED_BY_EXPIRY } from '../../domain/quotes/state.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { visibleRows } from '../visible.ts'
import { quoteRows, type SummaryRow, summaryColumns } from './internal.ts'

type Filters = Omit<QuoteQuery, 'limit' | 'cursor'>

/** How a page is ordered, and how it goes on after a place. */
interface Order {
  by: SQL
  after(place: readonly string[]): SQL
  placeOf(row: SummaryRow): readonly [string, string]
}

const byExpiry = (row: SummaryRow) => [row.expiry_date, row.id] as const
const NEWEST: Order = {
  by: sql`q.created_at desc, q.id desc`,
  after: (place) => afterNewest('q', place),
  placeOf: newestFirst,
}
const ORDERS: Readonly<Partial<Record<string, Order>>> = {
  SENT: {
    by: sql`q.expiry_date, q.id`,
    after: (place) => sql` and (q.expiry_date, q.id) > (${place[0]}::date, ${place[1]}::uuid)`,
    placeOf: byExpiry,
  },
  EXPIRED: {
    by: sql`q.expiry_date desc, q.id desc`,
    after: (place) => sql` and (q.expiry_date, q.id) < (${place[0]}::date, ${place[1]}::uuid)`,
    placeOf: byExpiry,
  },
}

/** One page of quotes, newest first; those that wait for the customer by the day on which they expire. One trip, whatever the size. */
export async function listQuotes(tenant: TenantDb, cursors: Cursors, query: QuoteQuery): Promise<ListPage<SummaryRow>> {
  const { limit, cursor, ...filters } = query
  if (filters.contact_id !== undefined && !isUuid(filters.contact_id)) return { rows: [], cursor: null }
  const order = ORDERS[filters.status ?? ''] ?? NEWEST
  return readPage(tenant, cursors, {
    action: 'quotes.read',
    of: ['quotes', filters],
    limit,
    cursor,
    columns: summaryColumns,
    rows: (place, rows) =>
      quoteRows(
        sql`select q.id from (${selectRows(filters, order, place, rows)}) q order by ${order.by} limit ${rows}`,
      ),
    placeOf: order.placeOf,
  })
}

function selectRows(filters: Filters, order: Order, place: readonly string[] | null, limit: number): SQL {
  const { status, contact_id, q } = filters
  const search = searchFor('quote', sql`q.id`, q?.trim() ? queryTerms(q) : null)
  const where = [
    sql`q.tenant_id = app.tenant() and q.deleted_at is null`,
    ...(status ? [withStatus(status)] : []),
    ...(contact_id ? [sql`q.contact_id = ${contact_id}::uuid`] : []),
  ]
  return visibleRows({
    table: 'quotes',
    as: 'q',
    where: sql`${sql.join(where, sql` and `)}${place ? order.after(place) : sql``}`,
    everybody: search.candidates,
    agent: search.words,
    mine: [sql`q.created_by = app.agent()`],
    order: order.by,
    limit,
  })
}

const withStatus = (status: string): SQL => {
  const byDay = LISTED_BY_EXPIRY[status]
  return byDay ? sql.raw(byDay('q')) : sql`q.status = ${status}`
}
