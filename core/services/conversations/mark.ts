import { sql } from 'drizzle-orm'
import type { MarkConversation } from '../../contract/conversations.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type ConversationRow, conversationObject, parseConversation } from './internal.ts'

/** Read or unread, by whoever says so and for nobody else; the conversation itself stays as it is. One trip. */
export function markConversation(tenant: TenantDb, id: string, { unread }: MarkConversation): Promise<ConversationRow> {
  const mark = unread
    ? sql`select app.mark_unread(${id}::uuid, app.actor())`
    : sql`delete from conversation_unread where tenant_id = app.tenant() and user_id = app.actor() and conversation_id = ${id}::uuid`
  return tenant.write(
    { action: 'conversations.mark', id, changes: { unread } },
    [tenant.db.execute(mark)],
    conversationObject(id),
    parseConversation,
  )
}
