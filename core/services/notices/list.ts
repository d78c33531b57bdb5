import { type SQL, sql } from 'drizzle-orm'
import type { NoticeQuery } from '../../contract/notices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, readPage } from '../pages.ts'
import { type NoticeRow, noticeColumns } from './internal.ts'

/** One page of what concerns whoever asks, the newest first. One trip. */
export function listNotices(tenant: TenantDb, cursors: Cursors, query: NoticeQuery): Promise<ListPage<NoticeRow>> {
  const { limit, cursor, ...filters } = query
  const who = tenant.actor.kind === 'user' ? tenant.actor.userId : null
  return readPage(tenant, cursors, {
    action: 'notices.read',
    of: ['notices', filters, who],
    limit,
    cursor,
    columns: noticeColumns,
    rows: (place, rows) => noticeColumns.of(selectNotices(filters, place, rows)),
    placeOf: (row) => [row.at, row.id],
  })
}

const selectNotices = (
  { unread }: Pick<NoticeQuery, 'unread'>,
  place: readonly string[] | null,
  limit: number,
): SQL => sql`
  select n.*, w.title, w.context from (
    select * from notices n where n.tenant_id = app.tenant() and n.user_id = app.actor()
      ${unread ? sql`and n.read_at is null` : sql``}
      ${place ? sql`and (n.at, n.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
    order by n.at desc, n.id desc limit ${limit}) n
  cross join lateral app.notice_words(n.object_type, n.object_id) w order by n.at desc, n.id desc`
