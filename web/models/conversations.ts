import type { InfiniteData } from '@tanstack/preact-query'
import type { Conversation, CreateSender, Message } from '../../core/contract/conversations.ts'
import { type Answer, get, post } from '../api.ts'
import { changed, type Kind, queryClient } from './queries.ts'
import { type Pages, Resource } from './resource.ts'
import { sentence } from './sentences.ts'
import { showToast, showUndo } from './toasts.ts'

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

type Changes = Partial<Pick<Conversation, 'status' | 'assigned_to' | 'unread'>>

/** Shown before the server has answered, in every list; what it refuses is as it was. */
async function atOnce(conversation: Conversation, changes: Changes, work: () => Promise<Conversation>) {
  show(conversation.id, changes)
  try {
    return await work()
  } catch (error) {
    const { status, assigned_to, unread } = conversation
    show(conversation.id, { status, assigned_to, unread })
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

const move = (conversation: Conversation, status: Conversation['status']) =>
  atOnce(conversation, { status }, () => conversations.act(conversation.id, status === 'CLOSED' ? 'close' : 'open'))

export const closeConversation = (conversation: Conversation) =>
  taken(
    'Closed',
    () => move(conversation, 'CLOSED'),
    (saved) => move(saved, 'OPEN').catch(failed),
  )

export const openConversation = (conversation: Conversation) =>
  taken(
    'Open again',
    () => move(conversation, 'OPEN'),
    (saved) => move(saved, 'CLOSED').catch(failed),
  )

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
