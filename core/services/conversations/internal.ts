import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Channel, ConversationContact } from '../../contract/conversations.ts'
import { conversationMachine } from '../../domain/conversations/machine.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { columnsOf } from '../columns.ts'

const ConversationRow = z.object({
  id: z.string(),
  channel: Channel,
  contact_id: z.string().nullable(),
  /** Null for one that is gone, or not an agent's own. */
  contact_name: z.string().nullable(),
  contact_email: z.string().nullable(),
  contact_phone: z.string().nullable(),
  contact_email_problem: ConversationContact.shape.email_problem,
  from_name: z.string(),
  from_address: z.string(),
  reply_to: z.string(),
  phone_number: z.string().nullable(),
  document_kind: z.string().nullable(),
  document_id: z.string().nullable(),
  opted_out_at: z.string().nullable(),
  subject: z.string(),
  snippet: z.string(),
  last_message_at: z.string(),
  last_direction: z.enum(['INBOUND', 'OUTBOUND']),
  status: z.enum(conversationMachine.states),
  snoozed_until: z.string().nullable(),
  assigned_to: z.string().nullable(),
  unread: z.boolean(),
  attachments_count: z.number(),
  linked: z.unknown(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type ConversationRow = z.infer<typeof ConversationRow>

const Linked = z.object({
  work_items: z.array(z.object({ id: z.string(), title: z.string() })),
  invoices: z.array(z.object({ id: z.string(), invoice_number: z.string().nullable() })),
})
/** What was made from it; in a list it travels whole. */
export const linkedOf = ({ linked }: ConversationRow) => Linked.parse(linked)

export const parseConversation = (row: unknown): ConversationRow => ConversationRow.parse(row)
export const conversationObject = (id: string): SQL => sql`app.conversation_object(${id}::uuid)`
export const conversationColumns = columnsOf(ConversationRow, { role: 'role' })

/** As a condition on the id of a conversation: whoever asks has not seen all of it. One descent for each; `exists` could become a look at all. */
export const isUnread = (id: SQL): SQL => sql`coalesce((select true from conversation_unread u
  where u.tenant_id = app.tenant() and u.user_id = app.actor() and u.conversation_id = ${id} limit 1), false)`
