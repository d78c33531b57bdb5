import type { Conversation, Message, SendMessage } from '../../core/contract/conversations.ts'
import { get, post } from '../api.ts'
import type { Left } from './form.ts'
import { comesOn } from './later.ts'
import { go } from './navigation.ts'
import { changed } from './queries.ts'
import { sentence } from './sentences.ts'
import { formPlace, store } from './stored-drafts.ts'
import { showToast, UNDO_MS } from './toasts.ts'

export const HOLD_SECONDS = 10
const ASK_EVERY_MS = 1500
const ASK_MAX = 20

/** A file that arrived and belongs to nothing yet. */
export interface Attached {
  file_id: string
  name: string
  size: number
}

/** What is being written in a conversation, as it is kept on this device. */
export interface Reply {
  isNote: boolean
  text: string
  /** Where it goes when that is not where answers go. */
  to: string
  cc: string
  quote: boolean
  files: readonly Attached[]
  /** The newest message that its writer saw. */
  seen: string | null
}

export const EMPTY_REPLY: Reply = { isNote: false, text: '', to: '', cc: '', quote: true, files: [], seen: null }

/** One half written reply for each conversation. */
export const replyPlace = (id: string): Left => ({ name: 'Reply', path: `/inbox/${id}`, id })
export const replyKey = (id: string) => formPlace(`/inbox/${id} Reply ${id}`)

/** Addresses as people write them into one field. */
export const addressesIn = (text: string): string[] =>
  text
    .split(/[,;\s]+/)
    .map((each) => each.trim())
    .filter(Boolean)

/** Now, with time to take it back, or at an instant. */
export type When = { send_at: string } | 'now'

export async function sendReply(conversation: Conversation, reply: Reply, when: When): Promise<void> {
  const sent = post('/v1/conversations/:id/messages', bodyOf(reply, when), { id: conversation.id })
  // Also when it was refused: then there is something that its writer has not seen.
  const { data } = await sent.finally(() => changed('conversation'))
  if (reply.isNote) return
  const restore = () => {
    store(replyKey(conversation.id), reply)
    go(`/inbox/${conversation.id}`)
    for (const open of reopened) open(conversation.id)
  }
  followMessage(data, restore, when === 'now')
}

/** Whoever shows a conversation opens what is written in it again. */
export const reopened = new Set<(id: string) => void>()

function bodyOf(
  { isNote, text, to, cc, quote, files, seen }: Reply,
  when: When,
): Partial<SendMessage> & { body_text: string } {
  const common = {
    body_text: text,
    ...(files.length > 0 ? { file_ids: files.map(({ file_id }) => file_id) } : {}),
    ...(seen === null ? {} : { seen_message_id: seen }),
  }
  if (isNote) return { ...common, internal: true }
  return {
    ...common,
    ...(to.trim() ? { to: to.trim() } : {}),
    ...(addressesIn(cc).length > 0 ? { cc: addressesIn(cc) } : {}),
    ...(quote ? {} : { quote: false }),
    ...(when === 'now' ? { hold_seconds: HOLD_SECONDS } : when),
  }
}

const receiverOf = ({ to: [first] }: Message) => first?.name || first?.address || 'nobody'
const about = (message: Message) => `message ${message.id}`

/** While it waits it can be taken back; then it is said how it went, wherever one is by then. */
export function followMessage(message: Message, restore: () => void, isHeld = true): void {
  const action = { label: 'Undo', key: 'z', run: () => void takeBack(message, restore) }
  const say = (text: string, shownMs: number) => showToast({ about: about(message), text, action }, shownMs)
  if (!isHeld) {
    say(`Goes out ${comesOn(message.send_at ?? message.received_at)}`, UNDO_MS)
    return
  }
  // By this clock, whatever that of the server says.
  const holdMs = message.delivery === 'QUEUED' ? HOLD_SECONDS * 1000 : 0
  if (holdMs > 0) say(`Sending to ${receiverOf(message)}`, holdMs)
  setTimeout(() => void waitForFact(message.id), holdMs)
}

async function takeBack(message: Message, restore: () => void): Promise<void> {
  try {
    await cancelMessage(message)
    restore()
    showToast({ text: 'Not sent. What you wrote is here again.' })
  } catch (error) {
    showToast({ text: `Too late to take it back. ${sentence(error)}`, kind: 'failed' })
  }
}

export async function cancelMessage({ id }: Pick<Message, 'id'>): Promise<void> {
  await post('/v1/messages/:id/cancel', undefined, { id })
  changed('conversation')
}

/** Once more what was refused or nobody answered. */
export async function retryMessage(message: Message): Promise<void> {
  const { data } = await post('/v1/messages/:id/retry', undefined, { id: message.id })
  changed('conversation')
  tell(data)
}

/** Not "sent" before the server says so. */
async function waitForFact(id: string): Promise<void> {
  for (let asked = 0; asked < ASK_MAX; asked += 1) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
    const message = await get('/v1/messages/:id', { params: { id } }).then(
      ({ data }) => data,
      () => null,
    )
    if (!message || message.delivery === 'QUEUED') continue
    changed('conversation')
    if (message.delivery !== 'CANCELED') tell(message)
    return
  }
}

function tell(message: Message): void {
  const to = receiverOf(message)
  if (message.delivery !== 'FAILED') return void showToast({ about: about(message), text: `Sent to ${to}` })
  const retry = () =>
    retryMessage(message).catch((error: unknown) => showToast({ text: `Not sent. ${sentence(error)}`, kind: 'failed' }))
  showToast(
    {
      about: about(message),
      text: `Not sent to ${to}. What you wrote is kept.`,
      kind: 'failed',
      action: { label: 'Retry', run: () => void retry() },
    },
    0,
  )
}
