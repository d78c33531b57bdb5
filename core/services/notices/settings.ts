import { type SQL, sql } from 'drizzle-orm'
import { NoticeSettings, type ReadNotices, type UpdateNoticeSettings } from '../../contract/notices.ts'
import { getObject } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'

const settings: SQL = sql`jsonb_build_object('mail', app.notices_mail(), 'unread', app.unread_notices())`
const parse = (row: unknown) => NoticeSettings.parse(row)

/** How whoever asks is told, and how much he has not read. One trip. */
export const getNoticeSettings = (tenant: TenantDb): Promise<NoticeSettings> =>
  getObject(tenant, 'notices.read', settings, parse)

/** One trip. */
export const updateNoticeSettings = (tenant: TenantDb, { mail }: UpdateNoticeSettings): Promise<NoticeSettings> =>
  tenant.write(
    { action: 'notices.update_settings', id: null, changes: { mail } },
    [tenant.db.execute(sql`select app.set_notices_mail(${mail})`)],
    settings,
    parse,
  )

/** Marks what is his as read: some, or all. Ids of nothing of his change nothing. One trip. */
export const readNotices = (tenant: TenantDb, { ids }: ReadNotices): Promise<NoticeSettings> =>
  tenant.write(
    { action: 'notices.mark_read', id: null },
    [
      tenant.db.execute(sql`update notices set read_at = app.now()
        where tenant_id = app.tenant() and user_id = app.actor() and read_at is null
          ${ids ? sql`and id = any (${sql.param(ids.filter(isUuid))}::uuid[])` : sql``}`),
    ],
    settings,
    parse,
  )
