import { type SQL, sql } from 'drizzle-orm'
import type { InvoiceQuery } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { searchTerms } from '../../domain/kernel/text.ts'
import type { Cursors } from '../cursor.ts'
import { parseSummary, type SummaryRow, summaryColumns } from './internal.ts'

export interface ListPage<T> {
  rows: T[]
  cursor: string | null
}

/** Statuses that depend on today are listed by due date, the others newest first; each is one index scan (MECHANISMS 7). */
const BY_DUE: Partial<Record<string, SQL>> = {
  OVERDUE: sql`i.status = 'SENT' and i.amount_paid < i.total and i.due_date < app.today()`,
  SENT: sql`i.phase = 'SENT' and i.due_date >= app.today()`,
  PARTIALLY_PAID: sql`i.phase = 'PARTIALLY_PAID' and i.due_date >= app.today()`,
}

/** One page of invoices, newest first unless a status says otherwise. One trip, whatever the size. */
export async function listInvoices(
  tenant: TenantDb,
  cursors: Cursors,
  query: InvoiceQuery,
): Promise<ListPage<SummaryRow>> {
  const { limit, cursor, ...filters } = query
  if (filters.contact_id !== undefined && !isUuid(filters.contact_id)) return { rows: [], cursor: null }
  const byDue = filters.status !== undefined && filters.status in BY_DUE
  const scope = ['invoices', tenant.scope, filters]
  const place = await cursors.decode(cursor, scope, 2)
  const [, found] = await tenant.read(
    'invoices.read',
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (
      select ${summaryColumns} from invoices i left join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id and c.deleted_at is null
      where i.tenant_id = app.tenant() and i.deleted_at is null ${filterSql(filters)} ${placeSql(place, byDue)}
      order by ${byDue ? sql`i.due_date, i.id` : sql`i.created_at desc, i.id desc`} limit ${limit + 1}) o`),
  )
  const rows = found.rows.map((row) => parseSummary(row.object))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last ? await cursors.encode([byDue ? last.due_date : last.created_at, last.id], scope) : null
  return { rows: rows.slice(0, limit), cursor: next }
}

function filterSql(filters: Omit<InvoiceQuery, 'limit' | 'cursor'>): SQL {
  const parts: SQL[] = []
  if (filters.status) parts.push(BY_DUE[filters.status] ?? sql`i.phase = ${filters.status}`)
  if (filters.contact_id) parts.push(sql`i.contact_id = ${filters.contact_id}::uuid`)
  for (const term of filters.q ? searchTerms(filters.q) : []) {
    parts.push(
      sql`exists (select from search_terms s where s.tenant_id = i.tenant_id and s.kind = 'invoice' and s.id = i.id and s.term ^@ ${term})`,
    )
  }
  return parts.length ? sql` and ${sql.join(parts, sql` and `)}` : sql``
}

function placeSql(place: string[] | null, byDue: boolean): SQL {
  if (!place) return sql``
  return byDue
    ? sql` and (i.due_date, i.id) > (${place[0]}::date, ${place[1]}::uuid)`
    : sql` and (i.created_at, i.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`
}
