import { type SQL, sql } from 'drizzle-orm'
import type { WorkItemQuery } from '../../contract/work-items.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { queryTerms } from '../../domain/kernel/text.ts'
import { LISTED_TOGETHER } from '../../domain/work-items/listed.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, readPage } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { visibleRows } from '../visible.ts'
import { type SummaryRow, summaryColumns } from './internal.ts'

type Filters = Omit<WorkItemQuery, 'limit' | 'cursor'>
type Listed = Omit<SummaryRow, 'contact' | 'checklist' | 'invoice'>

/** One page of work, the first to be due first and what has no date last. One trip. */
export async function listWorkItems(
  tenant: TenantDb,
  cursors: Cursors,
  query: WorkItemQuery,
): Promise<ListPage<Listed>> {
  const { limit, cursor, ...filters } = query
  const ids = [filters.contact_id, filters.conversation_id]
  if (ids.some((id) => id !== undefined && !isUuid(id))) return { rows: [], cursor: null }
  // What is mine is another list for each of us.
  const who = tenant.actor.kind === 'user' ? tenant.actor.userId : null
  return readPage(tenant, cursors, {
    action: 'work_items.read',
    of: ['work_items', filters, who],
    limit,
    cursor,
    columns: summaryColumns,
    rows: (place, rows) => summaryColumns.of(selectWorkItems(filters, place, rows)),
    placeOf: (row) => [row.due_key, row.id],
  })
}

const BY_DUE = sql`w.due_key, w.id`

/** The work after a place in the list. */
export const selectWorkItems = (filters: Filters, place: readonly string[] | null, limit: number): SQL => sql`
  select w.*, app.work_contact(w.contact_id) as contact, (select app.week_end()) as week_end, app.work_invoice(w.id) as invoice
  from (${selectRows(filters, place, limit)}) w order by ${BY_DUE} limit ${limit}`

function selectRows(filters: Filters, place: readonly string[] | null, limit: number): SQL {
  const search = searchFor('work_item', sql`w.id`, filters.q?.trim() ? queryTerms(filters.q) : null)
  const after = place ? sql` and (w.due_key, w.id) > (${place[0]}::date, ${place[1]}::uuid)` : sql``
  return visibleRows({
    table: 'work_items',
    as: 'w',
    where: sql`w.tenant_id = app.tenant() and ${wanted(filters)}${after}`,
    everybody: search.candidates,
    agent: search.words,
    mine: [
      sql`w.assigned_to = app.agent()`,
      sql`w.created_by = app.agent() and w.assigned_to is distinct from app.agent()`,
    ],
    order: BY_DUE,
    limit,
  })
}

const wanted = ({
  status,
  type,
  priority,
  assigned_to,
  due,
  contact_id,
  conversation_id,
  archived,
}: Filters) => sql`w.deleted_at is null
  ${archived === 'true' ? sql`and w.archived_at is not null` : sql`and w.archived_at is null`}${withStatus(status)}
  ${type ? sql`and w.type = ${type}` : sql``}${priority ? sql` and w.priority = ${priority}` : sql``}${assignedTo(assigned_to)}
  ${due ? DUE[due] : sql``}${contact_id ? sql` and w.contact_id = ${contact_id}::uuid` : sql``}
  ${conversation_id ? sql`and w.conversation_id = ${conversation_id}::uuid` : sql``}`

function withStatus(status: Filters['status']): SQL {
  if (status === undefined) return sql``
  const together = LISTED_TOGETHER[status]
  return together ? sql` and ${sql.raw(together('w'))}` : sql` and w.status = ${status}`
}

function assignedTo(who: string | undefined): SQL {
  if (who === undefined) return sql``
  if (who === 'nobody') return sql` and w.assigned_to is null`
  return who === 'me' ? sql` and w.assigned_to = app.actor()` : sql` and w.assigned_to = ${who}`
}

/** What is done is not due any more. */
const DUE: Record<NonNullable<Filters['due']>, SQL> = {
  overdue: sql`and w.closed_at is null and w.due_key < app.today()`,
  today: sql`and w.closed_at is null and w.due_key = app.today()`,
  this_week: sql`and w.closed_at is null and w.due_key > app.today() and w.due_key <= (select app.week_end())`,
  later: sql`and w.closed_at is null and w.due_key > (select app.week_end()) and w.due_key < 'infinity'::date`,
  none: sql`and w.closed_at is null and w.due_key = 'infinity'::date`,
}
