import { effect, signal } from '@preact/signals'
import { unreadCount, unreadWords } from './unread.ts'

/** What the tab is called, after what is new. */
export const pageTitle = signal('')
effect(() => {
  const waiting = unreadWords(unreadCount.value)
  if (pageTitle.value) document.title = `${waiting && `(${waiting}) `}${pageTitle.value} · SMB Hub`
})
