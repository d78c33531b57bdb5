import { type SQL, sql } from 'drizzle-orm'
import type { ConversationQuery } from '../../contract/conversations.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { phoneQuery } from '../../domain/contacts/phone-terms.ts'
import { queryTerms } from '../../domain/kernel/text.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, readPage } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { visibleRows } from '../visible.ts'
import { type ConversationRow, conversationColumns, isUnread } from './internal.ts'

type Filters = Omit<ConversationQuery, 'limit' | 'cursor'>

/** One page of conversations, the one that was written in last first. One trip. */
export function listConversations(
  tenant: TenantDb,
  cursors: Cursors,
  query: ConversationQuery,
): Promise<ListPage<ConversationRow>> {
  const { limit, cursor, ...filters } = query
  // What is mine is another list for each of us.
  const who = tenant.actor.kind === 'user' ? tenant.actor.userId : null
  return readPage(tenant, cursors, {
    action: 'conversations.read',
    of: ['conversations', filters, who],
    limit,
    cursor,
    columns: conversationColumns,
    rows: (place, rows) => conversationColumns.of(selectConversations(filters, place, rows)),
    placeOf: (row) => [row.last_message_at, row.id],
  })
}

const NEWEST = sql`c.last_message_at desc, c.id desc`

/** The conversations after a place in the list. */
export const selectConversations = (filters: Filters, place: readonly string[] | null, limit: number): SQL => sql`
  select c.*, k.display_name as contact_name, k.email as contact_email, k.phone as contact_phone, k.email_problem as contact_email_problem, app.conversation_work(c.id) as linked, ${isUnread(sql`c.id`)} as unread
  from (${selectRows(filters, place, limit)}) c
    left join contacts k on k.tenant_id = app.tenant() and k.id = c.contact_id and k.deleted_at is null
  order by ${NEWEST} limit ${limit}`

function selectRows(filters: Filters, place: readonly string[] | null, limit: number): SQL {
  const search = searchFor('conversation', sql`c.id`, termsOf(filters.q))
  if (filters.unread === 'true') return unreadRows(sql`${wanted(filters)} ${search.candidates}`, place, limit)
  return visibleRows({
    table: 'conversations',
    as: 'c',
    where: sql`c.tenant_id = app.tenant() and ${wanted(filters)}${after(place, sql`c.last_message_at, c.id`)}
      ${filters.unread === 'false' ? sql`and not ${isUnread(sql`c.id`)}` : sql``}`,
    everybody: search.candidates,
    agent: search.words,
    mine: [sql`c.assigned_to = app.agent()`],
    order: NEWEST,
    limit,
  })
}

/** What whoever asks has not seen, by a list of its own: it may lie far apart in that of all. */
const unreadRows = (where: SQL, place: readonly string[] | null, limit: number) => sql`
  select c.* from conversation_unread u join conversations c on c.tenant_id = u.tenant_id and c.id = u.conversation_id
  where u.tenant_id = app.tenant() and u.user_id = app.actor()${after(place, sql`u.last_message_at, u.conversation_id`)} and ${where}
  order by u.last_message_at desc, u.conversation_id desc limit ${limit}`

const wanted = ({ status, channel, assigned_to }: Filters) => sql`c.deleted_at is null and c.status = ${status}
  ${channel ? sql`and c.channel = ${channel}` : sql``}${assignedTo(assigned_to)}`

function assignedTo(who: string | undefined): SQL {
  if (who === undefined) return sql``
  if (who === 'nobody') return sql` and c.assigned_to is null`
  return who === 'me' ? sql` and c.assigned_to = app.actor()` : sql` and c.assigned_to = ${who}`
}

const after = (place: readonly string[] | null, row: SQL) =>
  place ? sql` and (${row}) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``

function termsOf(q: string | undefined): string[] | null {
  if (!q?.trim()) return null
  const phone = phoneQuery(q)
  return phone ? [phone] : queryTerms(q)
}
