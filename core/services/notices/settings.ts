import { sql } from 'drizzle-orm'
import { NoticeSettings, type ReadNotice, type UpdateNoticeSettings } from '../../contract/notices.ts'
import { getObject } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

const settings = sql`app.notice_settings()`
const parse = (row: unknown) => NoticeSettings.parse(row)

/** How whoever asks is told, and how much he has not read. One trip. */
export const getNoticeSettings = (tenant: TenantDb): Promise<NoticeSettings> =>
  getObject(tenant, 'notices.read', settings, parse)

/** One trip. */
export const updateNoticeSettings = (
  tenant: TenantDb,
  { mail, if_match_version }: UpdateNoticeSettings,
): Promise<NoticeSettings> =>
  tenant.write(
    { action: 'notices.update_settings', id: null, changes: { mail } },
    [tenant.db.execute(sql`select app.set_notices_mail(${mail ?? null}, ${if_match_version ?? null}::int)`)],
    settings,
    parse,
  )

/** Marks one of his as read, and with `older` all that came before: what came since stays unread. One trip. */
export const markNoticeRead = (tenant: TenantDb, id: string, { older }: ReadNotice): Promise<NoticeSettings> =>
  tenant.write(
    { action: 'notices.mark_read', id },
    [tenant.db.execute(sql`select app.read_notice(${id}::uuid, ${older})`)],
    settings,
    parse,
  )
