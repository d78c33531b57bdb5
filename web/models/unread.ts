import { signal } from '@preact/signals'
import { queryClient } from './queries.ts'
import { Single } from './single.ts'

/** The server counts so far. */
const COUNTED_MAX = 100

/** How many open conversations whoever is here has not seen. */
export const unreadCount = signal(0)
export const unreadQuery = new Single('/v1/conversations/unread', {
  shows: ['conversation'],
  learn: ({ count }) => {
    unreadCount.value = count
  },
}).query

/** `7`, `99+`; nothing for none. */
export const unreadWords = (count: number) => (count >= COUNTED_MAX ? `${COUNTED_MAX - 1}+` : String(count || ''))

/** One was read or marked unread here, of which no page is told. */
export function countOne(unread: boolean): void {
  if (unreadCount.value >= COUNTED_MAX) void queryClient.invalidateQueries({ queryKey: unreadQuery.queryKey })
  else unreadCount.value = Math.max(0, unreadCount.value + (unread ? 1 : -1))
}
