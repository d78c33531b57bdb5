import { useRef } from 'preact/hooks'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { conversations } from '../../models/conversations.ts'
import { user } from '../../models/session.ts'
import { usePages } from '../../models/use-pages.ts'

export const FILTERS = ['status', 'channel', 'assigned_to', 'unread', 'q'] as const
export type Filters = Record<(typeof FILTERS)[number], string>

/** The address keeps which part of the inbox is shown. */
export const filtersOf = (query: Record<string, string>): Filters =>
  Object.fromEntries(FILTERS.map((name) => [name, query[name] ?? ''])) as Filters

export const isFiltered = (filters: Filters) => Object.values(filters).some(Boolean)

/** The page of one conversation, or of none, with the filters of the address. */
export const inboxUrl = (url: string, id = '') => {
  const { searchParams } = new URL(url, location.origin)
  const kept = new URLSearchParams([...searchParams].filter(([name]) => (FILTERS as readonly string[]).includes(name)))
  return `/inbox${id && '/'}${id}${kept.size > 0 ? `?${kept}` : ''}`
}

/** The list; whatever is open stays where it was, also when it was closed or read meanwhile and fits no more. */
export function useInbox(filters: Filters, open: string) {
  const pages = usePages(conversations.pages(filters))
  const place = useRef({ of: '', at: 0 })
  const rows = pages.rows?.filter((row) => row.id === open || fits(row, filters))
  const of = JSON.stringify([filters, open])
  const at = rows?.findIndex(({ id }) => id === open) ?? -1
  const known = conversations.known(open)
  // Until the answer is here the rows are those of the filters before.
  if (at >= 0 && !pages.isChanging) place.current = { of, at }
  else if (at < 0 && rows && known && place.current.of === of) rows.splice(place.current.at, 0, known)
  return { ...pages, rows }
}

function fits(row: Conversation, { status, assigned_to, unread }: Filters): boolean {
  const wanted = assigned_to === 'me' ? (user.value?.id ?? '') : assigned_to === 'nobody' ? null : assigned_to
  return (
    row.status === (status || 'OPEN') &&
    (wanted === '' || row.assigned_to === wanted) &&
    (unread === '' || String(row.unread) === unread)
  )
}
