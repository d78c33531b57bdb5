import { useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Message } from '../../../core/contract/conversations.ts'
import { isMaking, parseMessage, suggestionOf } from '../../models/ai-drafts.ts'
import { messagesOf } from '../../models/conversations.ts'
import { marking } from '../../models/marking.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { queryClient } from '../../models/queries.ts'
import { sentence } from '../../models/sentences.ts'
import { wordsByHand } from '../../models/suggestion/by-hand.ts'
import type { Suggestion } from '../../models/suggestion/editing.ts'
import { showToast } from '../../models/toasts.ts'
import { usePages } from '../../models/use-pages.ts'
import { Marked } from '../drafts/marked.tsx'
import { Panel } from '../drafts/panel.tsx'

export interface SuggestionProps {
  conversation: string
  message: string
  /** What it was asked to become. */
  intent: string
  /** The thread is not beside it. */
  isAlone: boolean
  /** The page is named by the list beside it. */
  hasList: boolean
}

/** What a message may become, beside the thread whose words it was read from. */
export default function MessageSuggestion({
  conversation,
  message: messageId,
  intent,
  isAlone,
  hasList,
}: SuggestionProps) {
  const { url } = useLocation()
  const wanted = isMaking(intent) ? intent : undefined
  const question = suggestionOf(messageId, wanted)
  const asked = useQuery(question)
  const message = usePages<Message>(messagesOf(conversation)).rows?.find(({ id }) => id === messageId)
  const text = isAlone ? undefined : (message?.new_text.trim() ?? '')
  const close = () => {
    go(withQuery(url, { suggest: null, as: null }), true)
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.thread-subject')?.focus({ preventScroll: true }))
  }
  const again = async () => {
    try {
      queryClient.setQueryData(question.queryKey, (await parseMessage(messageId, undefined)).id)
    } catch (error) {
      showToast({ text: `Nothing was suggested. ${sentence(error)}`, kind: 'failed' })
    }
  }
  const failure = asked.error && {
    error: asked.error,
    retry: () => void asked.refetch(),
    byHand: () => wordsByHand(message?.new_text ?? '', intent, { conversation }),
  }
  useEffect(() => () => mark(messageId, null), [])
  return (
    <Panel
      id={asked.data}
      failure={failure ?? undefined}
      text={text}
      close={close}
      isPage={isAlone}
      heading={hasList ? 'h2' : 'h1'}
      opened={(suggestion) => mark(messageId, suggestion)}
      again={() => void again()}
    />
  )
}

function mark(message: string, suggestion: Suggestion | null): void {
  marking.value = suggestion && {
    message,
    Text: ({ text }) => <Marked suggestion={suggestion} text={text} follows />,
  }
}
