import { type SQL, sql } from 'drizzle-orm'
import type { CreditNoteQuery } from '../../contract/credit-notes.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { queryTerms } from '../../domain/kernel/text.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { visibleRows } from '../visible.ts'
import { creditNoteRows, type SummaryRow, summaryColumns } from './internal.ts'

type Filters = Omit<CreditNoteQuery, 'limit' | 'cursor'>

/** One page of credit notes, newest first. One trip, whatever the size. */
export async function listCreditNotes(
  tenant: TenantDb,
  cursors: Cursors,
  query: CreditNoteQuery,
): Promise<ListPage<SummaryRow>> {
  const { limit, cursor, ...filters } = query
  if ([filters.contact_id, filters.invoice_id].some((id) => id !== undefined && !isUuid(id)))
    return { rows: [], cursor: null }
  return readPage(tenant, cursors, {
    action: 'credit_notes.read',
    of: ['credit_notes', filters],
    limit,
    cursor,
    columns: summaryColumns,
    rows: (place, rows) =>
      creditNoteRows(
        sql`select n.id from (${selectRows(filters, place, rows)}) n order by n.created_at desc, n.id desc limit ${rows}`,
      ),
    placeOf: newestFirst,
  })
}

function selectRows(filters: Filters, place: readonly string[] | null, limit: number): SQL {
  const { status, contact_id, invoice_id, q } = filters
  const search = searchFor('credit_note', sql`n.id`, q?.trim() ? queryTerms(q) : null)
  const where = [
    sql`n.tenant_id = app.tenant() and n.deleted_at is null`,
    ...(status ? [sql`n.status = ${status}`] : []),
    ...(contact_id ? [sql`n.contact_id = ${contact_id}::uuid`] : []),
    ...(invoice_id ? [sql`n.invoice_id = ${invoice_id}::uuid`] : []),
  ]
  return visibleRows({
    table: 'credit_notes',
    as: 'n',
    where: sql`${sql.join(where, sql` and `)}${afterNewest('n', place)}`,
    everybody: search.candidates,
    agent: search.words,
    mine: [sql`n.created_by = app.agent()`],
    order: sql`n.created_at desc, n.id desc`,
    limit,
  })
}
