import { signal } from '@preact/signals'
import type { CreateConversation, ForwardMessage, Message } from '../../core/contract/conversations.ts'
import { get, post } from '../api.ts'
import { conversations } from './conversations.ts'
import { changed } from './queries.ts'
import { followMessage, HOLD_SECONDS } from './replies.ts'

/** The message that a window asks about: to whom it is sent on. */
export const forwarding = signal<Message | null>(null)

type Forward = Pick<ForwardMessage, 'to' | 'body_text' | 'attachments'>

export async function forwardMessage({ id }: Message, letter: Forward, restore: () => void): Promise<void> {
  const { data } = await post('/v1/messages/:id/forward', { ...letter, hold_seconds: HOLD_SECONDS }, { id })
  changed('conversation')
  followMessage(data, restore)
}

/** Answers the conversation that it begins. */
export async function writeFirst(
  letter: Pick<CreateConversation, 'contact_id' | 'subject' | 'body_text'>,
  restore: () => void,
): Promise<string> {
  const { id } = await conversations.create({ ...letter, hold_seconds: HOLD_SECONDS })
  const { data } = await get('/v1/conversations/:id/messages', { params: { id } })
  if (data[0]) followMessage(data[0], restore)
  return id
}
