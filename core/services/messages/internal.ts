import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Message, MessageKind } from '../../contract/conversations.ts'
import { getRecord } from '../../db/records.ts'
import { rowOf, type TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { DELIVERIES } from '../../domain/outbound/delivery.ts'
import { columnsOf } from '../columns.ts'

const AddressRow = z.object({ name: z.string(), address: z.string() })
const FileRow = z.object({
  id: z.string(),
  file_name: z.string(),
  mime_type: z.string(),
  size_bytes: z.number(),
  object_key: z.string(),
})
export type FileRow = z.infer<typeof FileRow>

const MessageRow = z.object({
  id: z.string(),
  conversation_id: z.string(),
  direction: z.enum(['INBOUND', 'OUTBOUND']),
  internal: z.boolean(),
  kind: MessageKind,
  created_by: z.string(),
  author: z.string().nullable(),
  from_name: z.string(),
  from_address: z.string(),
  to_addresses: z.array(AddressRow),
  cc_addresses: z.array(AddressRow),
  subject: z.string(),
  new_text: z.string(),
  signature: z.string(),
  quoted: z.string(),
  html_key: z.string().nullable(),
  remote_images: z.number(),
  proven: Message.shape.sender,
  bounce: z.record(z.string(), z.unknown()).nullable(),
  problem: z.string().nullable(),
  raw_key: z.string().nullable(),
  received_at: z.string(),
  files: z.array(FileRow),
  status: z.enum(DELIVERIES).nullable(),
  attempt: z.number().nullable(),
  tried: z.boolean().nullable(),
  reason: z.string().nullable(),
  send_at: z.string().nullable(),
  sent_at: z.string().nullable(),
  delivered_at: z.string().nullable(),
  opened_at: z.string().nullable(),
  clicked_at: z.string().nullable(),
  bounced_at: z.string().nullable(),
  complained_at: z.string().nullable(),
  failed_at: z.string().nullable(),
  outbound_version: z.number().nullable(),
  role: z.string(),
})
export type MessageRow = z.infer<typeof MessageRow>

export const parseMessage = (row: unknown): MessageRow => MessageRow.parse(row)
export const messageColumns = columnsOf(MessageRow, { role: 'role' })

/** Messages with what came with them and how they fared; `where` is about `m`, and `o` for what we wrote. */
export const selectMessages = (where: SQL): SQL => sql`
  select m.*, case when m.direction = 'OUTBOUND' then app.member_name(m.created_by) end as author, app.role() as role,
    coalesce((select json_agg(json_build_object('id', f.id, 'file_name', f.file_name, 'mime_type', f.mime_type,
      'size_bytes', f.size_bytes, 'object_key', f.object_key) order by f.id)
    from files f where f.tenant_id = app.tenant() and f.message_id = m.id and f.deleted_at is null), '[]') as files,
    o.status, o.attempt, o.tried, o.reason, o.send_at, o.sent_at, o.delivered_at, o.opened_at, o.clicked_at, o.bounced_at, o.complained_at,
    o.failed_at, o.version as outbound_version
  from messages m left join outbound o on o.tenant_id = app.tenant() and o.id = m.id
  where m.tenant_id = app.tenant() and ${where}`

export const messageObject = (id: string): SQL => rowOf(selectMessages(sql`m.id = ${id}::uuid`))

/** One trip. */
export const loadMessage = (tenant: TenantDb, action: Action, id: string): Promise<MessageRow> =>
  getRecord(tenant, action, id, messageObject(id), parseMessage)
