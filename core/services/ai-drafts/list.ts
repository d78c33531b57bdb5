import { type SQL, sql } from 'drizzle-orm'
import type { AiDraftQuery } from '../../contract/ai-drafts.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { visibleRows } from '../visible.ts'
import { type AiDraftRow, loadAiDraft, type SummaryRow, summaryColumns } from './internal.ts'

type Filters = Omit<AiDraftQuery, 'limit' | 'cursor'>
type Listed = Omit<SummaryRow, 'contact'>

/** One page of drafts, the newest first. One trip. */
export async function listAiDrafts(tenant: TenantDb, cursors: Cursors, query: AiDraftQuery): Promise<ListPage<Listed>> {
  const { limit, cursor, ...filters } = query
  const ids = [filters.source_id, filters.conversation_id]
  if (ids.some((id) => id !== undefined && !isUuid(id))) return { rows: [], cursor: null }
  // What is mine is another list for each of us.
  const who = tenant.actor.kind === 'user' ? tenant.actor.userId : null
  return readPage(tenant, cursors, {
    action: 'ai_drafts.read',
    of: ['ai_drafts', filters, who],
    limit,
    cursor,
    columns: summaryColumns,
    rows: (place, rows) => summaryColumns.of(selectAiDrafts(filters, place, rows)),
    placeOf: newestFirst,
  })
}

const NEWEST = sql`d.created_at desc, d.id desc`

/** The drafts after a place in the list. */
export const selectAiDrafts = (filters: Filters, place: readonly string[] | null, limit: number): SQL => sql`
  select d.*, app.ai_draft_contact(d.contact_id) as contact, app.ai_draft_bars(d.intent, d.draft_payload, app.home_currency()) as bars from (select d.* from (${visibleRows(
    {
      table: 'ai_drafts',
      as: 'd',
      where: sql`d.tenant_id = app.tenant() and d.deleted_at is null${wanted(filters)}${afterNewest('d', place)}`,
      everybody: sql``,
      agent: sql``,
      mine: [
        sql`d.assigned_to = app.agent()`,
        sql`d.created_by = app.agent() and d.assigned_to is distinct from app.agent()`,
      ],
      order: NEWEST,
      limit,
    },
  )}) d order by ${NEWEST} limit ${limit}) d order by ${NEWEST}`

const wanted = ({ status, assigned_to, source_id, conversation_id }: Filters): SQL => sql`
  ${status ? sql` and d.status = ${status}` : sql``}${assignedTo(assigned_to)}
  ${source_id ? sql` and d.source_id = ${source_id}::uuid` : sql``}
  ${conversation_id ? sql` and d.conversation_id = ${conversation_id}::uuid` : sql``}`

function assignedTo(who: string | undefined): SQL {
  if (who === undefined) return sql``
  if (who === 'nobody') return sql` and d.assigned_to is null`
  return who === 'me' ? sql` and d.assigned_to = app.actor()` : sql` and d.assigned_to = ${who}`
}

export const getAiDraft = (tenant: TenantDb, id: string): Promise<AiDraftRow> =>
  loadAiDraft(tenant, 'ai_drafts.read', id)
