import { sql } from 'drizzle-orm'
import type { AssignConversation } from '../../contract/conversations.ts'
import { moveRecord } from '../../db/records.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { type ConversationRow, conversationObject, parseConversation } from './internal.ts'

/** Gives a conversation to a member, or to nobody. One trip. */
export function assignConversation(
  tenant: TenantDb,
  id: string,
  { assigned_to, if_match_version: version }: AssignConversation,
): Promise<ConversationRow> {
  const move = moveRecord(tenant, 'conversations.assign', id, { assignedTo: assigned_to })
  const steps = assigned_to === null ? [move] : [isMember(tenant, assigned_to), move, isNews(tenant, id, assigned_to)]
  return tenant.write(
    { action: 'conversations.assign', id, version, changes: { assigned_to } },
    steps,
    conversationObject(id),
    parseConversation,
  )
}

const isMember = (tenant: TenantDb, user: string): Step =>
  tenant.db.execute(sql`select app.must_be_member(${user}, 'assigned_to')`)

/** Who is given one by somebody else has not seen it, whatever he read before. */
const isNews = (tenant: TenantDb, id: string, user: string): Step =>
  tenant.db.execute(sql`select app.mark_unread(${id}::uuid, ${user}) where ${user} <> app.actor()`)
