import type { InfiniteData } from '@tanstack/preact-query'
import type { Conversation, CreateSender, Message } from '../../core/contract/conversations.ts'
import { type Answer, get, post } from '../api.ts'
import { changed, type Kind, queryClient } from './queries.ts'
import { type Pages, Resource } from './resource.ts'
import { sentence } from './sentences.ts'
import { showToast, showUndo } from './toasts.ts'
import { countOne } from './unread.ts'

export const conversations = new Resource('conversation', '/v1/conversations', { shows: ['contact'] })
/** The newest first, as the server gives them. */
export const messagesOf = (id: string): Pages<Message> => ({
  queryKey: ['/v1/conversations', 'messages', id],
  meta: { shows: ['conversation'] as readonly Kind[] },
  ask: (cursor, signal) => get('/v1/conversations/:id/messages', { params: { id }, query: { cursor }, signal }),
})
export const senderQuery = (id: string) => conversations.part(id, 'sender')

export const CHANNEL_LABELS: Record<Conversation['channel'], string> = {
  EMAIL: 'Email',
  SMS: 'Text',
  WHATSAPP: 'WhatsApp',
  WEB_PORTAL: 'Your page',
}

/** Whom one writes with: the contact, or all that is known of a stranger. */
export const partnerOf = ({ contact, from }: Pick<Conversation, 'contact' | 'from'>): string =>
  contact?.display_name || from.name || from.address || 'Unknown'

type Changes = Partial<Pick<Conversation, 'status' | 'snoozed_until' | 'assigned_to' | 'unread'>>

/** Shown before the server has answered, in every list; what it refuses is as it was. */
async function atOnce(conversation: Conversation, changes: Changes, work: () => Promise<Conversation>) {
  show(conversation.id, changes)
  try {
    return await work()
  } catch (error) {
    const { status, snoozed_until, assigned_to, unread } = conversation
    show(conversation.id, { status, snoozed_until, assigned_to, unread })
    throw error
  }
}

function show(id: string, changes: Changes): void {
  const [path] = conversations.one(id).queryKey
  const now = (one: Conversation) => (one.id === id ? { ...one, ...changes } : one)
  queryClient.setQueryData<Conversation>(conversations.one(id).queryKey, (one) => one && now(one))
  queryClient.setQueriesData<InfiniteData<Answer<Conversation[]>>>(
    { queryKey: [path, 'pages'] },
    (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, data: page.data.map(now) })) },
  )
}

const versionOf = (conversation: Conversation) => (conversations.known(conversation.id) ?? conversation).version

/** Each says what it did and can be taken back; true when it is done. */
async function taken(words: string, work: () => Promise<Conversation>, undo: (saved: Conversation) => unknown) {
  try {
    const saved = await work()
    showUndo(words, () => void undo(saved))
    return true
  } catch (error) {
    failed(error)
    return false
  }
}

const failed = (error: unknown) => showToast({ text: `Not done. ${sentence(error)}`, kind: 'failed' })

/** Where it stands in the inbox: open, closed, or away until a time. */
type Stand = Pick<Conversation, 'status' | 'snoozed_until'>

const move = (conversation: Conversation, { status, snoozed_until: until }: Stand) =>
  atOnce(conversation, { status, snoozed_until: until }, () =>
    until === null
      ? conversations.act(conversation.id, status === 'CLOSED' ? 'close' : 'open')
      : conversations.act(conversation.id, 'snooze', { until, if_match_version: versionOf(conversation) }),
  )

const moved = (conversation: Conversation, words: string, to: Stand) =>
  taken(
    words,
    () => move(conversation, to),
    (saved) => move(saved, conversation).catch(failed),
  )

export const closeConversation = (conversation: Conversation) =>
  moved(conversation, 'Closed', { status: 'CLOSED', snoozed_until: null })

export const openConversation = (conversation: Conversation) =>
  moved(conversation, 'Open again', { status: 'OPEN', snoozed_until: null })

/** Away until a time, or until somebody writes. */
export const snoozeConversation = (conversation: Conversation, until: string, words: string) =>
  moved(conversation, `Comes back ${words}`, { status: 'SNOOZED', snoozed_until: until })

const give = (conversation: Conversation, assigned_to: string | null) =>
  atOnce(conversation, { assigned_to }, () =>
    conversations.act(conversation.id, 'assign', { assigned_to, if_match_version: versionOf(conversation) }),
  )

export const assignConversation = (conversation: Conversation, assigned_to: string | null, words: string) =>
  taken(
    words,
    () => give(conversation, assigned_to),
    (saved) => give(saved, conversation.assigned_to).catch(failed),
  )

/** Nothing else on the page shows it, so nothing is asked again: one reads faster than that. */
const mark = (conversation: Conversation, unread: boolean) =>
  atOnce(conversation, { unread }, async () => {
    const { data } = await post('/v1/conversations/:id/mark', { unread }, { id: conversation.id })
    if (conversation.unread !== unread && conversation.status === 'OPEN') countOne(unread)
    return data
  })

/** Without a word: it was only looked at, and is tried again when it is looked at again. */
export const markRead = (conversation: Conversation) => void mark(conversation, false).catch(() => {})

export const markUnread = (conversation: Conversation) =>
  taken(
    'Marked unread',
    () => mark(conversation, true),
    (saved) => mark(saved, false).catch(failed),
  )

export async function createSender(conversation: Conversation, given: Omit<CreateSender, 'if_match_version'>) {
  const body = { ...given, if_match_version: versionOf(conversation) }
  const saved = await conversations.act(conversation.id, 'create-contact', body)
  changed('contact')
  return saved
}

/** Asked for before it is opened, so that it opens at once; what is known already is not asked again. */
export function prefetchMessages(id: string): void {
  const { ask, ...question } = messagesOf(id)
  if (queryClient.getQueryState(question.queryKey) !== undefined) return
  void queryClient.prefetchInfiniteQuery({
    ...question,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: null as string | null,
  })
}
