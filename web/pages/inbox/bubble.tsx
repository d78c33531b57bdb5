import type { Message } from '../../../core/contract/conversations.ts'
import { arrivedAt } from '../../models/message-times.ts'
import { DeliveryLine } from './delivery.tsx'
import { SuggestButton } from './suggest-button.tsx'
import { Words } from './words.tsx'

/** A text message: theirs at the left, ours at the right, each with its time and how it fared. */
export function Bubble({ message }: { message: Message }) {
  const { author, from, direction, problem, received_at } = message
  const name = author?.name || from.name || from.address || 'Unknown'
  return (
    <article class={`bubble${direction === 'OUTBOUND' ? ' ours' : ''}`} aria-label={`From ${name}`}>
      <p class="pre bubble-text">
        <Words message={message} />
      </p>
      {problem && <p class="meta muted break">{problem}</p>}
      <p class="meta muted inline tight">
        <SuggestButton message={message} />
        {author && `${author.name}, `}
        <time dateTime={received_at}>{arrivedAt(received_at)}</time>
      </p>
      <DeliveryLine message={message} />
    </article>
  )
}
