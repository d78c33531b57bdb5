import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Conversation, Message } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { announceArrival } from '../../models/arrival.ts'
import { conversations, markRead, messagesOf, partnerOf } from '../../models/conversations.ts'
import { pageTitle } from '../../models/page-title.ts'
import { usePresence } from '../../models/presence.ts'
import { type Reply, reopened, replyKey } from '../../models/replies.ts'
import { user } from '../../models/session.ts'
import { readStored } from '../../models/stored-drafts.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { usePages } from '../../models/use-pages.ts'
import { Bubble } from './bubble.tsx'
import { ComposerBar, type Writing } from './composer-bar.tsx'
import { MessageView } from './message.tsx'
import { ThreadHeader } from './thread-header.tsx'
import { isAsking } from './turn-into.tsx'
import { UnknownSender } from './unknown-sender.tsx'
import { inboxUrl } from './use-inbox.ts'
import { useThreadCommands } from './use-thread-commands.ts'

export interface Neighbours {
  previous: string | undefined
  next: string | undefined
}

/** One conversation: who it is with, what was written, and what can be done with it. */
export function Thread({
  id,
  known,
  knownAt,
  ...neighbours
}: { id: string; known: Conversation | undefined; knownAt: number } & Neighbours) {
  const { url } = useLocation()
  const pages = usePages(messagesOf(id))
  const asked = useQuery({ ...conversations.one(id), initialData: known, initialDataUpdatedAt: knownAt })
  const conversation = asked.data
  const [writing, write] = useWriting(conversation)
  const messages = pages.rows?.filter(({ delivery }) => delivery !== 'CANCELED')
  const asking = messages?.find(isAsking)?.id
  const { actions, turns, leave } = useThreadCommands(conversation, neighbours, write, asking)
  useRead(conversation)
  const typing = useSignal(false)
  const others = usePresence(id, typing.value)
  return (
    <section class="pane thread" aria-label="Conversation">
      <ThreadHeader
        conversation={conversation}
        actions={actions}
        turns={turns}
        back={inboxUrl(url)}
        done={leave}
        others={others}
      />
      <div class="pane-body">
        {asked.error && !conversation ? (
          <Problem error={asked.error} what="this conversation" retry={() => void asked.refetch()} />
        ) : (
          <>
            {conversation && <Subject conversation={conversation} />}
            {conversation && wasWrittenByPerson(messages) && <UnknownSender conversation={conversation} />}
            <Messages pages={pages} messages={messages} isText={conversation?.channel === 'SMS'} />
          </>
        )}
      </div>
      {conversation && (
        <ComposerBar
          conversation={conversation}
          messages={messages ?? []}
          writing={writing}
          write={write}
          typing={(now) => (typing.value = now)}
        />
      )}
    </section>
  )
}

/** What is being written in it; what was kept of it opens by itself. */
function useWriting(conversation: Conversation | undefined): [Writing, (as: Writing) => void] {
  const [writing, write] = useState<Writing>(null)
  const id = conversation?.id ?? ''
  const mayWrite = conversation?.allowed_actions.includes('note') ?? false
  useEffect(() => {
    const open = (of: string) => {
      const kept = of === id && mayWrite && readStored<Reply>(replyKey(id))
      if (kept) write(kept.isNote ? 'note' : 'reply')
    }
    open(id)
    reopened.add(open)
    return () => void reopened.delete(open)
  }, [id, mayWrite])
  return [writing, write]
}

/** A mail server that gave something back is nobody to keep among the contacts. */
const wasWrittenByPerson = (messages: readonly Message[] = []) =>
  messages.some(({ kind }) => kind !== 'BOUNCE' && kind !== 'COMPLAINT')

/** Opened, or grown while it is open: read. Not when someone has just marked it unread. */
function useRead(conversation: Conversation | undefined): void {
  useEffect(() => {
    if (conversation?.unread && conversation.allowed_actions.includes('mark')) markRead(conversation)
  }, [conversation?.id, conversation?.last_message_at])
}

/** Takes the focus, so that what is read out and scrolled by keys is what was opened. */
function Subject({ conversation }: { conversation: Conversation }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const title = conversation.subject || `With ${partnerOf(conversation)}`
  // Before the next key is heard: one that opens a menu would lose the focus to this.
  useLayoutEffect(() => {
    if (announceArrival()) heading.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    pageTitle.value = title
    return () => {
      pageTitle.value = 'Inbox'
    }
  }, [title])
  const Heading = useMedia(PHONE) ? 'h1' : 'h2'
  return (
    <Heading ref={heading} class="title-pane thread-subject break" tabIndex={-1}>
      {title}
    </Heading>
  )
}

function Messages({
  pages,
  messages,
  isText,
}: {
  pages: ReturnType<typeof usePages<Message>>
  messages: readonly Message[] | undefined
  isText: boolean
}) {
  const end = useRef<HTMLDivElement>(null)
  const [newest] = messages ?? []
  const before = useRef(newest?.id)
  useEffect(() => {
    const isMine = newest?.author?.id === user.value?.id
    // What one has just written is below what one read.
    if (before.current !== undefined && before.current !== newest?.id && isMine)
      end.current?.scrollIntoView({ block: 'nearest' })
    before.current = newest?.id
  }, [newest?.id])
  return (
    <>
      {pages.error && <Problem error={pages.error} what="the messages" retry={pages.retry} />}
      {!messages && !pages.error && <SkeletonRows count={3} />}
      {pages.hasMore && (
        <div class="list-more">
          <Button look="accent" busy={pages.isLoadingMore} onClick={pages.more}>
            Show earlier messages
          </Button>
        </div>
      )}
      <ol aria-label="Messages" aria-live="polite" aria-relevant="additions">
        {messages?.toReversed().map((message) => (
          <li key={message.id}>
            {isText && !message.internal ? <Bubble message={message} /> : <MessageView message={message} />}
          </li>
        ))}
      </ol>
      <div ref={end} />
    </>
  )
}
