import { useQuery } from '@tanstack/preact-query'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Conversation, Message } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { announceArrival } from '../../models/arrival.ts'
import { conversations, markRead, messagesOf, partnerOf } from '../../models/conversations.ts'
import { pageTitle } from '../../models/page-title.ts'
import { usePresence } from '../../models/presence.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { usePages } from '../../models/use-pages.ts'
import { MessageView } from './message.tsx'
import { ThreadHeader } from './thread-header.tsx'
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
  const { actions, leave } = useThreadCommands(conversation, neighbours)
  useRead(conversation)
  const others = usePresence(id, false)
  return (
    <section class="pane thread" aria-label="Conversation">
      <ThreadHeader conversation={conversation} actions={actions} back={inboxUrl(url)} done={leave} others={others} />
      <div class="pane-body">
        {asked.error && !conversation ? (
          <Problem error={asked.error} what="this conversation" retry={() => void asked.refetch()} />
        ) : (
          <>
            {conversation && <Subject conversation={conversation} />}
            {conversation && wasWrittenByPerson(pages.rows) && <UnknownSender conversation={conversation} />}
            <Messages pages={pages} />
          </>
        )}
      </div>
    </section>
  )
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

function Messages({ pages }: { pages: ReturnType<typeof usePages<Message>> }) {
  const messages = pages.rows?.toReversed()
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
        {messages?.map((message) => (
          <li key={message.id}>
            <MessageView message={message} />
          </li>
        ))}
      </ol>
    </>
  )
}
