import { type SQL, sql } from 'drizzle-orm'
import type { InvoiceQuery } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { LISTED_BY_DUE } from '../../domain/invoices/listed.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { searchTerms } from '../../domain/kernel/text.ts'
import type { Cursors } from '../cursor.ts'
import type { ListPage } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { visibleRows } from '../visible.ts'
import { parseSummary, type SummaryRow, summaryColumns } from './internal.ts'

type Filters = Omit<InvoiceQuery, 'limit' | 'cursor'>

/** One page of invoices, newest first unless a status or a range of due dates says otherwise. One trip, whatever the size. */
export async function listInvoices(
  tenant: TenantDb,
  cursors: Cursors,
  query: InvoiceQuery,
): Promise<ListPage<SummaryRow>> {
  const { limit, cursor, ...filters } = query
  if (filters.contact_id !== undefined && !isUuid(filters.contact_id)) return { rows: [], cursor: null }
  const byDue = isByDue(filters)
  const scope = ['invoices', tenant.scope, filters]
  const place = await cursors.decode(cursor, scope, 2)
  const [, found] = await tenant.read(
    'invoices.read',
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (
      select ${summaryColumns} from (${selectRows(filters, place, limit + 1)}) i
      left join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id and c.deleted_at is null
      order by ${orderOf(filters)} limit ${limit + 1}) o`),
  )
  const rows = found.rows.map((row) => parseSummary(row.object))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last ? await cursors.encode([byDue ? last.due_date : last.created_at, last.id], scope) : null
  return { rows: rows.slice(0, limit), cursor: next }
}

const isByDue = ({ status, due_from, due_to }: Filters) =>
  due_from !== undefined || due_to !== undefined || (status !== undefined && status in LISTED_BY_DUE)
const orderOf = (filters: Filters) => (isByDue(filters) ? sql`i.due_date, i.id` : sql`i.created_at desc, i.id desc`)

function selectRows(filters: Filters, place: string[] | null, limit: number): SQL {
  const { status, contact_id, due_from, due_to, q } = filters
  const search = searchFor('invoice', sql`i.id`, q?.trim() ? searchTerms(q) : null)
  const where = [
    sql`i.tenant_id = app.tenant() and i.deleted_at is null`,
    ...(status ? [withStatus(status)] : []),
    ...(contact_id ? [sql`i.contact_id = ${contact_id}::uuid`] : []),
    ...(due_from ? [sql`i.due_date >= ${due_from}::date`] : []),
    ...(due_to ? [sql`i.due_date <= ${due_to}::date`] : []),
    ...(place ? [placeSql(place, isByDue(filters))] : []),
  ]
  return visibleRows({
    table: 'invoices',
    as: 'i',
    where: sql.join(where, sql` and `),
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

function placeSql(place: string[], byDue: boolean): SQL {
  return byDue
    ? sql`(i.due_date, i.id) > (${place[0]}::date, ${place[1]}::uuid)`
    : sql`(i.created_at, i.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`
}
