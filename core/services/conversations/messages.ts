import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Message, MessageKind, type MessageQuery } from '../../contract/conversations.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { MAIL_PROBLEMS, type MailProblem } from '../../domain/mail/read-mail.ts'
import { columnsOf } from '../columns.ts'
import type { Cursors } from '../cursor.ts'
import { toInstant } from '../instants.ts'
import { type ListPage, readPage } from '../pages.ts'
import type { FileAddresses } from '../ports.ts'

const AddressRow = z.object({ name: z.string(), address: z.string() })
const FileRow = z.object({
  id: z.string(),
  file_name: z.string(),
  mime_type: z.string(),
  size_bytes: z.number(),
  object_key: z.string(),
})
const MessageRow = z.object({
  id: z.string(),
  conversation_id: z.string(),
  direction: z.enum(['INBOUND', 'OUTBOUND']),
  kind: MessageKind,
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
  proven: z.enum(['VERIFIED', 'UNVERIFIED', 'FAILED']),
  bounce: z.record(z.string(), z.unknown()).nullable(),
  problem: z.string().nullable(),
  raw_key: z.string(),
  received_at: z.string(),
  files: z.array(FileRow),
})
export type MessageRow = z.infer<typeof MessageRow>
const messageColumns = columnsOf(MessageRow, {})

/** One page of the messages of a conversation, newest first. One trip. */
export const listMessages =
  (id: string) =>
  (tenant: TenantDb, cursors: Cursors, { limit, cursor }: MessageQuery): Promise<ListPage<MessageRow>> =>
    readPage(tenant, cursors, {
      action: 'conversations.read',
      of: ['messages', checkId(id)],
      limit,
      cursor,
      columns: messageColumns,
      rows: (place, rows) => messageColumns.of(selectMessages(id, place, rows)),
      within: sql`select from conversations where tenant_id = app.tenant() and id = ${id}::uuid and deleted_at is null`,
      placeOf: (row) => [row.received_at, row.id],
    })

const selectMessages = (id: string, place: readonly string[] | null, limit: number) => sql`
  select m.*, coalesce((select json_agg(json_build_object('id', f.id, 'file_name', f.file_name, 'mime_type', f.mime_type,
      'size_bytes', f.size_bytes, 'object_key', f.object_key) order by f.id)
    from files f where f.tenant_id = app.tenant() and f.message_id = m.id and f.deleted_at is null), '[]') as files
  from messages m where m.tenant_id = app.tenant() and m.conversation_id = ${id}::uuid
    ${place ? sql`and (m.received_at, m.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
  order by m.received_at desc, m.id desc limit ${limit}`

/** The wire shape of a message; parsed, so that no column leaks. */
export const presentMessage =
  (addresses: FileAddresses) =>
  (row: MessageRow): Message =>
    Message.parse({
      id: row.id,
      conversation_id: row.conversation_id,
      direction: row.direction,
      kind: row.kind,
      from: { name: row.from_name, address: row.from_address },
      to: row.to_addresses,
      cc: row.cc_addresses,
      subject: row.subject,
      new_text: row.new_text,
      signature: row.signature,
      quoted: row.quoted,
      html_url: row.html_key && addresses.page(row.html_key),
      remote_images: row.remote_images,
      attachments: row.files.map((file) => presentAttachment(addresses, file)),
      sender: row.proven,
      bounce: row.bounce,
      problem: row.problem && (MAIL_PROBLEMS[row.problem as MailProblem] ?? row.problem),
      raw_url: addresses.download({ objectKey: row.raw_key, fileName: 'message.eml', mimeType: 'message/rfc822' }),
      received_at: toInstant(row.received_at),
    })

const presentAttachment = (addresses: FileAddresses, file: z.infer<typeof FileRow>) => ({
  file_id: file.id,
  file_name: file.file_name,
  mime_type: file.mime_type,
  size_bytes: file.size_bytes,
  download_url: addresses.download({
    objectKey: file.object_key,
    fileName: file.file_name,
    mimeType: file.mime_type,
  }),
})
