import { z } from 'zod'
import { Instant, InstantInput, Page, Reference, requiredText, text, Version } from './common.ts'
import { deliveryFields } from './delivery.ts'
import { MailAddress } from './mail-address.ts'

export const Channel = z.enum(['EMAIL', 'SMS', 'WHATSAPP', 'WEB_PORTAL'])
export const ConversationStatus = z.enum(['OPEN', 'CLOSED', 'SNOOZED'])
export const MessageKind = z.enum(['MESSAGE', 'AUTO_REPLY', 'BOUNCE', 'COMPLAINT', 'LIST'])
const Address = z.strictObject({ name: z.string(), address: z.string() })

export const ConversationQuery = z.strictObject({
  ...Page.shape,
  status: ConversationStatus.default('OPEN'),
  channel: Channel.optional(),
  assigned_to: Reference.optional().meta({ description: 'The id of a member, `me` or `nobody`' }),
  unread: z.enum(['true', 'false']).optional(),
  q: z.string().max(200).optional(),
})

/** A page of messages. */
export const MessageQuery = z.strictObject(Page.shape)

export const ConversationContact = z
  .strictObject({
    id: z.string(),
    display_name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    email_problem: z
      .enum(['BOUNCED', 'COMPLAINED'])
      .nullable()
      .meta({ description: 'Why nothing more is mailed to the address' }),
  })
  .meta({ id: 'ConversationContact' })

export const Conversation = z
  .strictObject({
    id: z.string(),
    channel: Channel,
    contact: ConversationContact.nullable(),
    from: Address.meta({ description: 'Who wrote first; for an unknown sender all that is known' }),
    reply_to: z.string().nullable().meta({ description: 'Where an answer goes; null where none can go' }),
    document: z
      .strictObject({ kind: z.string(), id: z.string() })
      .nullable()
      .meta({ description: 'On whose page it was begun' }),
    phone_number: z.string().nullable().meta({ description: 'Ours, of a conversation by text message' }),
    opted_out_at: Instant.nullable().meta({ description: 'Since when no text message may go there (STOP)' }),
    subject: z.string(),
    snippet: z.string().meta({ description: 'How the newest message begins' }),
    last_message_at: Instant,
    last_direction: z.enum(['INBOUND', 'OUTBOUND']),
    status: ConversationStatus,
    snoozed_until: Instant.nullable(),
    assigned_to: z.string().nullable(),
    unread: z.boolean().meta({ description: 'By whoever asks' }),
    attachments_count: z.number(),
    work_items: z
      .array(z.strictObject({ id: z.string(), title: z.string() }))
      .meta({ description: 'What was made from it, the newest first, at most five' }),
    invoices: z
      .array(z.strictObject({ id: z.string(), invoice_number: z.string().nullable() }))
      .meta({ description: 'What that became' }),
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Conversation' })

export const MessageFile = z
  .strictObject({
    file_id: z.string(),
    file_name: z.string(),
    mime_type: z.string(),
    size_bytes: z.number(),
    download_url: z.string(),
  })
  .meta({ id: 'MessageFile' })

const Proposed = z.strictObject({ value: z.string(), line: z.string(), confidence: z.enum(['HIGH', 'MEDIUM']) })

export const Message = z
  .strictObject({
    id: z.string(),
    conversation_id: z.string(),
    direction: z.enum(['INBOUND', 'OUTBOUND']),
    internal: z.boolean().meta({ description: 'A private note: the team alone reads it' }),
    kind: MessageKind,
    author: z
      .strictObject({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'The member who wrote it; null for what came in' }),
    from: Address,
    to: z.array(Address),
    cc: z.array(Address),
    subject: z.string(),
    new_text: z.string().meta({ description: 'Without what was quoted' }),
    signature: z.string(),
    quoted: z.string(),
    html_url: z.string().nullable().meta({
      description: 'The message as it looks, for a sandboxed frame; null for one that is only text',
    }),
    remote_images: z.number().meta({ description: 'Pictures of the web that are not loaded' }),
    attachments: z.array(MessageFile),
    sender: z
      .enum(['VERIFIED', 'UNVERIFIED', 'FAILED'])
      .nullable()
      .meta({ description: 'What the sender proved to be (EM5); null for what we wrote' }),
    bounce: z.strictObject({ recipient: z.string(), permanent: z.boolean(), reason: z.string() }).nullable(),
    problem: z.string().nullable().meta({ description: 'Why it could not be read, or not all of it' }),
    raw_url: z.string().nullable().meta({ description: 'The mail as it arrived; null for what we wrote' }),
    received_at: Instant.meta({ description: 'When it came in, was written, or, once sent, left' }),
    ...deliveryFields,
    send_at: Instant.nullable().meta({ description: 'When it goes out; null when nothing waits' }),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Message' })

export const AssignConversation = z
  .strictObject({ assigned_to: Reference.nullable(), if_match_version: Version })
  .meta({ id: 'AssignConversation' })
/** It comes back at the time, or when somebody writes in it. */
export const SnoozeConversation = z
  .strictObject({ until: InstantInput, if_match_version: Version })
  .meta({ id: 'SnoozeConversation' })
export const MarkConversation = z.strictObject({ unread: z.boolean() }).meta({ id: 'MarkConversation' })
/** How many open ones whoever asks has not seen, up to a hundred. */
export const UnreadCount = z.strictObject({ count: z.number() }).meta({ id: 'UnreadCount' })

const written = {
  body_text: requiredText(50_000),
  cc: z.array(MailAddress).max(20).optional(),
  file_ids: z.array(Reference).max(20).optional().meta({ description: 'Files that arrived; together at most 10 MB' }),
  hold_seconds: z.number().int().min(0).max(60).default(0).meta({ description: 'For so long it can be taken back' }),
  send_at: InstantInput.nullish().meta({ description: 'Goes out then; what is past goes at once' }),
}
const subject = requiredText(300)

export const SendMessage = z
  .strictObject({
    ...written,
    to: MailAddress.optional().meta({ description: 'For this message alone; default `reply_to` of the conversation' }),
    subject: subject.optional().meta({ description: 'Default: that of the conversation, as an answer' }),
    internal: z.boolean().default(false).meta({ description: 'A private note: it goes to nobody' }),
    quote: z.boolean().default(true).meta({ description: 'Puts what it answers below it' }),
    seen_message_id: Reference.optional().meta({
      description: 'The newest message that its writer saw: something newer of somebody else is a CONFLICT',
    }),
  })
  .meta({ id: 'SendMessage' })

/** Writes to a contact first. */
export const CreateConversation = z
  .strictObject({
    ...written,
    contact_id: Reference,
    channel: z
      .enum(['EMAIL', 'SMS'])
      .default('EMAIL')
      .meta({ description: 'By text message it has no subject, copies or files' }),
    subject: subject.optional().meta({ description: 'Of a mail' }),
  })
  .refine(({ channel, subject }) => channel === 'SMS' || subject !== undefined, {
    path: ['subject'],
    message: 'Required',
  })
  .meta({ id: 'CreateConversation' })

export const ForwardMessage = z
  .strictObject({
    ...written,
    body_text: text(50_000).default(''),
    to: MailAddress,
    attachments: z.boolean().default(true).meta({ description: 'With the files that came with it' }),
  })
  .meta({ id: 'ForwardMessage' })

/** What is left out is taken from what the sender wrote. */
export const CreateSender = z
  .strictObject({
    display_name: requiredText(200).optional(),
    phone: text(40).nullish(),
    if_match_version: Version,
  })
  .meta({ id: 'CreateSender' })

/** What an unknown sender's messages say of him; nothing where nothing is sure. */
export const SenderProposal = z
  .strictObject({ name: Proposed.nullable(), phone: Proposed.nullable(), address: Proposed.nullable() })
  .meta({ id: 'SenderProposal' })

export type ConversationQuery = z.infer<typeof ConversationQuery>
export type Conversation = z.infer<typeof Conversation>
export type MessageQuery = z.infer<typeof MessageQuery>
export type Message = z.infer<typeof Message>
export type SendMessage = z.infer<typeof SendMessage>
export type CreateConversation = z.infer<typeof CreateConversation>
export type ForwardMessage = z.infer<typeof ForwardMessage>
export type AssignConversation = z.infer<typeof AssignConversation>
export type SnoozeConversation = z.infer<typeof SnoozeConversation>
export type MarkConversation = z.infer<typeof MarkConversation>
export type UnreadCount = z.infer<typeof UnreadCount>
export type CreateSender = z.infer<typeof CreateSender>
export type SenderProposal = z.infer<typeof SenderProposal>
