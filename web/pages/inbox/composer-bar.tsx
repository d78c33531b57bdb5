import { NotebookPen, Reply as ReplyIcon } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { Conversation, Message } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { lazyPart } from '../../components/lazy-page.tsx'
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
  return (
    <div class="composer-bar inline">
      <Button icon={ReplyIcon} onClick={() => write('reply')}>
        Reply
      </Button>
      <Button look="quiet" icon={NotebookPen} onClick={() => write('note')}>
        Note
      </Button>
    </div>
  )
}
