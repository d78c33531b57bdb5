import { z } from 'zod'
import { Instant, InstantInput, Page, Reference, requiredText, text, Version } from './common.ts'

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
  })
  .meta({ id: 'ConversationContact' })

export const Conversation = z
  .strictObject({
    id: z.string(),
    channel: Channel,
    contact: ConversationContact.nullable(),
    from: Address.meta({ description: 'Who wrote first; for an unknown sender all that is known' }),
    subject: z.string(),
    snippet: z.string().meta({ description: 'How the newest message begins' }),
    last_message_at: Instant,
    last_direction: z.enum(['INBOUND', 'OUTBOUND']),
    status: ConversationStatus,
    snoozed_until: Instant.nullable(),
    assigned_to: z.string().nullable(),
    unread: z.boolean().meta({ description: 'By whoever asks' }),
    attachments_count: z.number(),
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
    kind: MessageKind,
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
    sender: z.enum(['VERIFIED', 'UNVERIFIED', 'FAILED']).meta({ description: 'What the sender proved to be (EM5)' }),
    bounce: z.strictObject({ recipient: z.string(), permanent: z.boolean(), reason: z.string() }).nullable(),
    problem: z.string().nullable().meta({ description: 'Why it could not be read, or not all of it' }),
    raw_url: z.string().meta({ description: 'The mail as it arrived' }),
    received_at: Instant,
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
export type AssignConversation = z.infer<typeof AssignConversation>
export type SnoozeConversation = z.infer<typeof SnoozeConversation>
export type MarkConversation = z.infer<typeof MarkConversation>
export type UnreadCount = z.infer<typeof UnreadCount>
export type CreateSender = z.infer<typeof CreateSender>
export type SenderProposal = z.infer<typeof SenderProposal>
