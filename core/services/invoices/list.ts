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
  const { contact_id, recurring_invoice_id } = filters
  if ([contact_id, recurring_invoice_id].some((id) => id !== undefined && !isUuid(id)))
    return { rows: [], cursor: null }
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

/** Those that a recurring invoice made: of the same moments as their invoices. */
const FROM_RECURRING = sql`recurring_periods m join invoices i on i.tenant_id = m.tenant_id and i.id = m.invoice_id`
const ofRecurring = (id: string): SQL => sql`m.tenant_id = app.tenant() and m.recurring_id = ${id}::uuid`
const RECURRING_ORDER = sql`m.made_at desc, m.invoice_id desc`

const orderOf = (filters: Filters) => (isByDue(filters) ? sql`i.due_date, i.id` : sql`i.created_at desc, i.id desc`)

function selectRows(filters: Filters, place: readonly string[] | null, limit: number): SQL {
  const { status, contact_id, recurring_invoice_id, due_from, due_to, q } = filters
  const isMade = recurring_invoice_id !== undefined
  const search = searchFor('invoice', sql`i.id`, q?.trim() ? queryTerms(q) : null)
  const where = [
    sql`i.tenant_id = app.tenant() and i.deleted_at is null`,
    ...(status ? [withStatus(status)] : []),
    ...(contact_id ? [sql`i.contact_id = ${contact_id}::uuid`] : []),
    ...(isMade ? [ofRecurring(recurring_invoice_id)] : []),
    ...(due_from ? [sql`i.due_date >= ${due_from}::date`] : []),
    ...(due_to ? [sql`i.due_date <= ${due_to}::date`] : []),
  ]
  return visibleRows({
    table: 'invoices',
    as: 'i',
    ...(isMade ? { from: FROM_RECURRING } : {}),
    where: sql`${sql.join(where, sql` and `)}${afterPlace(place, filters)}`,
    everybody: search.candidates,
    agent: search.words,
    mine: [sql`i.created_by = app.agent()`],
    order: isMade && !isByDue(filters) ? RECURRING_ORDER : orderOf(filters),
    limit,
  })
}

const withStatus = (status: string): SQL => {
  const byDue = LISTED_BY_DUE[status]
  return byDue ? sql.raw(byDue('i')) : sql`i.phase = ${status}`
}

function afterPlace(place: readonly string[] | null, filters: Filters): SQL {
  if (place && isByDue(filters)) return sql` and (i.due_date, i.id) > (${place[0]}::date, ${place[1]}::uuid)`
  if (place && filters.recurring_invoice_id !== undefined)
    return sql` and (m.made_at, m.invoice_id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`
  return afterNewest('i', place)
}
