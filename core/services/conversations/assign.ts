import { sql } from 'drizzle-orm'
import type { AssignConversation } from '../../contract/conversations.ts'
import { moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type ConversationRow, conversationObject, parseConversation } from './internal.ts'

/** Gives a conversation to a member, or to nobody. One trip. */
export function assignConversation(
  tenant: TenantDb,
  id: string,
  { assigned_to, if_match_version: version }: AssignConversation,
): Promise<ConversationRow> {
  const isMember =
    assigned_to === null ? [] : [tenant.db.execute(sql`select app.must_be_member(${assigned_to}, 'assigned_to')`)]
  return tenant.write(
    { action: 'conversations.assign', id, version, changes: { assigned_to } },
    [...isMember, moveRecord(tenant, 'conversations.assign', id, { assignedTo: assigned_to })],
    conversationObject(id),
    parseConversation,
  )
}
