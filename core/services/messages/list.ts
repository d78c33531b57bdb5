import { sql } from 'drizzle-orm'
import type { MessageQuery } from '../../contract/conversations.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { TAKEN_BACK } from '../../domain/outbound/delivery.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, readPage } from '../pages.ts'
import { type MessageRow, messageColumns, selectMessages } from './internal.ts'

/** One page of the messages of a conversation, newest first, without what was taken back. One trip. */
export const listMessages =
  (id: string) =>
  (tenant: TenantDb, cursors: Cursors, { limit, cursor }: MessageQuery): Promise<ListPage<MessageRow>> =>
    readPage(tenant, cursors, {
      action: 'conversations.read',
      of: ['messages', checkId(id)],
      limit,
      cursor,
      columns: messageColumns,
      rows: (place, rows) => messageColumns.of(messagesOf(id, place, rows)),
      within: sql`select from conversations where tenant_id = app.tenant() and id = ${id}::uuid and deleted_at is null`,
      placeOf: (row) => [row.received_at, row.id],
    })

const messagesOf = (id: string, place: readonly string[] | null, limit: number) => sql`
  ${selectMessages(sql`m.conversation_id = ${id}::uuid and o.status is distinct from ${TAKEN_BACK}
    ${place ? sql`and (m.received_at, m.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}`)}
  order by m.received_at desc, m.id desc limit ${limit}`
