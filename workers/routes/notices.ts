import { z } from '@hono/zod-openapi'
import { Notice, NoticeQuery, NoticeSettings, ReadNotices, UpdateNoticeSettings } from '../../core/contract/notices.ts'
import { presentNotice } from '../../core/services/notices/internal.ts'
import { listNotices } from '../../core/services/notices/list.ts'
import { getNoticeSettings, readNotices, updateNoticeSettings } from '../../core/services/notices/settings.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { page } from './object.ts'

const tags = ['Notices']

const list = route('get', '/notices', {
  summary: 'What concerns whoever asks, newest first',
  query: NoticeQuery,
  data: z.array(Notice),
  tags,
})
const settings = route('get', '/notices/settings', {
  summary: 'How whoever asks is told, and how much he has not read',
  data: NoticeSettings,
  tags,
})
const update = route('patch', '/notices/settings', {
  summary: 'Have what was not read mailed once a day, or never',
  body: UpdateNoticeSettings,
  data: NoticeSettings,
  tags,
})
const read = route('post', '/notices/mark-read', {
  summary: 'Mark some as read, or all',
  body: ReadNotices,
  data: NoticeSettings,
  tags,
})

export const noticeRoutes = router()
  .openapi(list, (c) => page(c, listNotices, c.req.valid('query'), presentNotice))
  .openapi(settings, async (c) => answer(c, await getNoticeSettings(tenantDb(c))))
  .openapi(update, async (c) => answer(c, await updateNoticeSettings(tenantDb(c), c.req.valid('json'))))
  .openapi(read, async (c) => answer(c, await readNotices(tenantDb(c), c.req.valid('json'))))
