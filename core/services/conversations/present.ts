import { Conversation } from '../../contract/conversations.ts'
import { mayTouch } from '../../domain/actions.ts'
import { conversationMachine, isSnoozed } from '../../domain/conversations/machine.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import { type ConversationRow, linkedOf } from './internal.ts'

/** The wire shape of a conversation; parsed, so that no column leaks. */
export const presentConversation = (row: ConversationRow): Conversation =>
  Conversation.parse({
    id: row.id,
    channel: row.channel,
    contact: contactOf(row),
    from: { name: row.from_name, address: row.from_address },
    reply_to: row.reply_to || null,
    phone_number: row.phone_number,
    document: row.document_kind && { kind: row.document_kind, id: row.document_id },
    opted_out_at: row.opted_out_at && toInstant(row.opted_out_at),
    subject: row.subject,
    snippet: row.snippet,
    last_message_at: toInstant(row.last_message_at),
    last_direction: row.last_direction,
    status: row.status,
    snoozed_until: isSnoozed(row) ? toInstantOrNull(row.snoozed_until) : null,
    assigned_to: row.assigned_to,
    unread: row.unread,
    attachments_count: row.attachments_count,
    ...linkedOf(row),
    version: row.version,
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    allowed_actions: allowedActions(conversationMachine, row, (action) => mayTouch(row.role, action, true)),
  })

const contactOf = (row: ConversationRow) =>
  row.contact_id && row.contact_name !== null
    ? {
        id: row.contact_id,
        display_name: row.contact_name,
        email: row.contact_email,
        phone: row.contact_phone,
        email_problem: row.contact_email_problem,
      }
    : null
