import { type SQL, sql } from 'drizzle-orm'
import type { InvoiceQuery } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { LISTED_BY_DUE } from '../../domain/invoices/listed.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { queryTerms } from '../../domain/kernel/text.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { visibleRows } from '../visible.ts'
import { invoiceRows, type SummaryRow, summaryColumns } from './internal.ts'

type Filters = Omit<InvoiceQuery, 'limit' | 'cursor'>

/** One page of invoices, newest first unless a status or a range of due dates says otherwise. One trip, whatever the size. */
export async function listInvoices(
  tenant: TenantDb,
  cursors: Cursors,
  query: InvoiceQuery,
): Promise<ListPage<SummaryRow>> {
  const { limit, cursor, ...filters } = query
  if (filters.contact_id !== undefined && !isUuid(filters.contact_id)) return { rows: [], cursor: null }
  return readPage(tenant, cursors, {
    action: 'invoices.read',
    of: ['invoices', filters],
    limit,
    cursor,
    columns: summaryColumns,
    rows: (place, rows) =>
      isEverything(filters)
        ? sql`app.newest_invoices(${place?.[0] ?? null}::timestamptz, ${place?.[1] ?? null}::uuid, ${rows}::int)`
        : invoiceRows(
            sql`select i.id from (${selectRows(filters, place, rows)}) i order by ${orderOf(filters)} limit ${rows}`,
          ),
    placeOf: isByDue(filters) ? (row) => [row.due_date, row.id] : newestFirst,
  })
}

const isEverything = (filters: Filters) => Object.values(filters).every((filter) => filter === undefined)
const isByDue = ({ status, due_from, due_to }: Filters) =>
  due_from !== undefined || due_to !== undefined || (status !== undefined && status in LISTED_BY_DUE)
const orderOf = (filters: Filters) => (isByDue(filters) ? sql`i.due_date, i.id` : sql`i.created_at desc, i.id desc`)

function selectRows(filters: Filters, place: readonly string[] | null, limit: number): SQL {
  const { status, contact_id, due_from, due_to, q } = filters
  const search = searchFor('invoice', sql`i.id`, q?.trim() ? queryTerms(q) : null)
  const where = [
    sql`i.tenant_id = app.tenant() and i.deleted_at is null`,
    ...(status ? [withStatus(status)] : []),
    ...(contact_id ? [sql`i.contact_id = ${contact_id}::uuid`] : []),
    ...(due_from ? [sql`i.due_date >= ${due_from}::date`] : []),
    ...(due_to ? [sql`i.due_date <= ${due_to}::date`] : []),
  ]
  return visibleRows({
    table: 'invoices',
    as: 'i',
    where: sql`${sql.join(where, sql` and `)}${afterPlace(place, isByDue(filters))}`,
    everybody: search.candidates,
    agent: search.words,
    mine: [sql`i.created_by = app.agent()`],
    order: orderOf(filters),
    limit,
  })
}

const withStatus = (status: string): SQL => {
  const byDue = LISTED_BY_DUE[status]
  return byDue ? sql.raw(byDue('i')) : sql`i.phase = ${status}`
}

const afterPlace = (place: readonly string[] | null, byDue: boolean): SQL =>
  place && byDue ? sql` and (i.due_date, i.id) > (${place[0]}::date, ${place[1]}::uuid)` : afterNewest('i', place)
