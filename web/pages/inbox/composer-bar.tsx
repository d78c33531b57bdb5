import { NotebookPen, Reply as ReplyIcon } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { Conversation, Message } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { lazyPart } from '../../components/lazy-page.tsx'
import { type Reply, replyKey } from '../../models/replies.ts'
import { readStored } from '../../models/stored-drafts.ts'
import { dropAbout } from '../../models/toasts.ts'
import type { ComposerProps } from './composer.tsx'

const Composer = lazyPart<ComposerProps>(() => import('./composer.tsx'), 'what you write with')

export type Writing = 'reply' | 'note' | null

/** The way to answer, or why there is none; what is written with comes when it is needed. */
export function ComposerBar({
  conversation,
  messages,
  writing,
  write,
  typing,
}: {
  conversation: Conversation
  messages: readonly Message[]
  writing: Writing
  write: (as: Writing) => void
  typing: (now: boolean) => void
}) {
  useEffect(() => {
    const timer = setTimeout(() => void Composer.preload(), 500)
    return () => clearTimeout(timer)
  }, [])
  // What was closed here is offered here: nothing else has to say where it is.
  useEffect(() => {
    if (writing === null) dropAbout(replyKey(conversation.id))
  }, [writing])
  if (!conversation.allowed_actions.includes('note'))
    return <p class="composer-bar small muted">You can read this. To answer, ask an owner for a role that may.</p>
  if (writing)
    return (
      <Composer
        key={conversation.id}
        conversation={conversation}
        messages={messages}
        isNote={writing === 'note'}
        close={() => write(null)}
        typing={typing}
      />
    )
  const kept = readStored<Reply>(replyKey(conversation.id))
  return (
    <div class="composer-bar inline">
      <Button icon={ReplyIcon} onClick={() => write(kept?.isNote ? 'note' : 'reply')}>
        {kept ? 'Go on writing' : 'Reply'}
      </Button>
      <Button look="quiet" icon={NotebookPen} onClick={() => write('note')}>
        Note
      </Button>
    </div>
  )
}
