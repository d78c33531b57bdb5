import { z } from '@hono/zod-openapi'
import { Notice, NoticeQuery, NoticeSettings, ReadNotice, UpdateNoticeSettings } from '../../core/contract/notices.ts'
import { presentNotice } from '../../core/services/notices/internal.ts'
import { listNotices } from '../../core/services/notices/list.ts'
import { getNoticeSettings, markNoticeRead, updateNoticeSettings } from '../../core/services/notices/settings.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

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
const read = route('post', '/notices/{id}/mark-read', {
  summary: 'Mark it as read, or all up to it',
  body: ReadNotice,
  data: NoticeSettings,
  tags,
})

const own = objectOf(
  (tenant) => getNoticeSettings(tenant),
  (settings) => settings,
  () => '',
)
const one = objectOf(getNoticeSettings, (settings) => settings)

export const noticeRoutes = router()
  .openapi(list, (c) => page(c, listNotices, c.req.valid('query'), presentNotice))
  .openapi(settings, (c) => own.get(c))
  .openapi(update, (c) => own.change(c, (tenant) => updateNoticeSettings(tenant, c.req.valid('json'))))
  .openapi(read, (c) => one.change(c, markNoticeRead, c.req.valid('json')))
