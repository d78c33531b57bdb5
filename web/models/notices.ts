import { signal } from '@preact/signals'
import type { Notice } from '../../core/contract/notices.ts'
import { post } from '../api.ts'
import { changed, type Kind } from './queries.ts'
import { Resource } from './resource.ts'
import { Single } from './single.ts'

/** What leaves notices, when it changes. */
const LEAVE: readonly Kind[] = ['conversation', 'work_item', 'quote', 'invoice', 'payment', 'expense']

export const notices = new Resource('notice', '/v1/notices', { shows: LEAVE })

/** How many whoever is here has not read. */
export const noticeCount = signal(0)
export const noticeSettings = new Single('/v1/notices/settings', {
  shows: ['notice', ...LEAVE],
  learn: ({ unread }) => {
    noticeCount.value = unread
  },
})

/** Marks it as read; with `older`, all before it too. */
export async function markRead({ id }: Notice, older = false): Promise<void> {
  await post('/v1/notices/:id/mark-read', { older }, { id })
  changed('notice')
}

const PLACES: Record<Notice['object']['type'], string> = {
  conversation: '/inbox',
  work_item: '/work',
  quote: '/quotes',
  invoice: '/invoices',
  expense: '/expenses',
  credit_note: '/credit-notes',
  contact: '/contacts',
}
export const placeOf = ({ object }: Notice) => `${PLACES[object.type]}/${object.id}`
