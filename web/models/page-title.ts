import { effect, signal } from '@preact/signals'
import { unreadWords } from './unread.ts'

/** What the tab is called, after what is new. */
export const pageTitle = signal('')
effect(() => {
  if (pageTitle.value) document.title = `${unreadWords() && `(${unreadWords()}) `}${pageTitle.value} · SMB Hub`
})
