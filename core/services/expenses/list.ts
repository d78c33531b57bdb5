import { type SQL, sql } from 'drizzle-orm'
import type { ExpenseQuery } from '../../contract/expenses.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { queryTerms } from '../../domain/kernel/text.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, readPage } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { visibleRows } from '../visible.ts'
import { type ExpenseRow, expenseColumns, loadExpense } from './internal.ts'

export type Filters = Omit<ExpenseQuery, 'limit' | 'cursor'>

/** One page of expenses, the newest day first. One trip. */
export async function listExpenses(
  tenant: TenantDb,
  cursors: Cursors,
  query: ExpenseQuery,
): Promise<ListPage<ExpenseRow>> {
  const { limit, cursor, ...filters } = query
  if (namesNothing(filters)) return { rows: [], cursor: null }
  return readPage(tenant, cursors, {
    action: 'expenses.read',
    of: ['expenses', filters],
    limit,
    cursor,
    columns: expenseColumns,
    rows: (place, rows) => expenseColumns.of(selectExpenses(filters, place, rows)),
    placeOf: (row) => [row.listed_on, row.id],
  })
}

/** No contact has such an id. */
export const namesNothing = ({ vendor_contact_id }: Filters) =>
  vendor_contact_id !== undefined && !isUuid(vendor_contact_id)

const BY_DAY = sql`e.listed_on desc, e.id desc`

/** The expenses after a place in the list. */
export const selectExpenses = (filters: Filters, place: readonly string[] | null, limit: number): SQL => sql`
  select e.*, app.vendor_name(e.vendor_contact_id, e.vendor_name) as vendor, app.expense_receipt(e.receipt_file_id) as receipt,
    app.expense_duplicates(e.id) as duplicates
  from (select e.* from (${selectRows(filters, place, limit)}) e order by ${BY_DAY} limit ${limit}) e order by ${BY_DAY}`

/** The rows alone, as many as are asked for of each kind of access. */
export function selectRows(filters: Filters, place: readonly string[] | null, limit: number): SQL {
  const search = searchFor('expense', sql`e.id`, filters.q?.trim() ? queryTerms(filters.q) : null)
  const after = place ? sql` and (e.listed_on, e.id) < (${place[0]}::date, ${place[1]}::uuid)` : sql``
  return visibleRows({
    table: 'expenses',
    as: 'e',
    where: sql`e.tenant_id = app.tenant() and e.deleted_at is null${wanted(filters)}${after}`,
    everybody: search.candidates,
    agent: search.words,
    mine: [sql`e.created_by = app.agent()`],
    order: BY_DAY,
    limit,
  })
}

const wanted = ({ status, month, vendor_contact_id }: Filters) => sql`
  ${status ? sql` and e.status = ${status}` : sql``}
  ${month ? sql` and e.listed_on >= ${`${month}-01`}::date and e.listed_on < ${dayAfter(month)}::date` : sql``}
  ${vendor_contact_id ? sql` and e.vendor_contact_id = ${vendor_contact_id}::uuid` : sql``}`

/** The first day of the next month. */
function dayAfter(month: string): string {
  const [year = 0, of = 0] = month.split('-').map(Number)
  return of === 12 ? `${year + 1}-01-01` : `${year}-${String(of + 1).padStart(2, '0')}-01`
}

export const getExpense = (tenant: TenantDb, id: string): Promise<ExpenseRow> =>
  loadExpense(tenant, 'expenses.read', id)
