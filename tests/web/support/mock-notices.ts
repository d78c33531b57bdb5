import { type Notice, type NoticeSettings, ReadNotice, UpdateNoticeSettings } from '../../../core/contract/notices.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

const id = (n: number) => `00000000-0000-7000-8000-0000000009${String(n).padStart(2, '0')}`
const at = (minute: number) => `2026-11-20T16:${String(minute).padStart(2, '0')}:00.000Z`
const THREAD = '00000000-0000-7000-8000-000000000710'
const INVOICE = '00000000-0000-7000-8000-000000000204'

export const newNotices = (): Notice[] => [
  {
    id: id(1),
    kind: 'CONVERSATION_ASSIGNED',
    object: { type: 'conversation', id: THREAD },
    title: 'Jane Okafor',
    context: 'The bell is broken',
    count: 1,
    at: at(40),
    read: false,
  },
  {
    id: id(2),
    kind: 'PAYMENT_RECEIVED',
    object: { type: 'invoice', id: INVOICE },
    title: 'Birchwood Dental',
    context: 'INV-1039',
    count: 2,
    at: at(20),
    read: false,
  },
  {
    id: id(3),
    kind: 'WORK_ITEM_ASSIGNED',
    object: { type: 'work_item', id: id(90) },
    title: null,
    context: null,
    count: 1,
    at: at(10),
    read: true,
  },
]

export function noticesAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , second = '', verb = ''] = url.pathname.split('/')
  if (second === 'settings' && method === 'PATCH')
    world.noticesMail = UpdateNoticeSettings.parse(body).mail ?? world.noticesMail
  if (second === 'settings') return ok(settingsOf(world))
  if (method === 'GET' && second === '') return ok(world.isEmpty ? [] : world.notices)
  const index = world.notices.findIndex((notice) => notice.id === second)
  if (verb !== 'mark-read' || index < 0) return notFound
  const { older } = ReadNotice.parse(body)
  world.notices = world.notices.map((notice, place) =>
    place === index || (older && place > index) ? { ...notice, read: true } : notice,
  )
  return ok(settingsOf(world))
}

const settingsOf = ({ notices, noticesMail, isEmpty }: World): NoticeSettings => ({
  mail: noticesMail,
  unread: isEmpty ? 0 : notices.filter(({ read }) => !read).length,
  version: 1,
})
