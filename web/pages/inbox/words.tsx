import type { Message } from '../../../core/contract/conversations.ts'
import { marking } from '../../models/marking.ts'

/** The new words of a message; while something is suggested of it, with those marked that were read. */
export function Words({ message: { id, new_text } }: { message: Message }) {
  const text = new_text.trim()
  const { value: now } = marking
  return now?.message === id ? <now.Text text={text} /> : text
}
