import type { Message } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { plural } from '../../models/format.ts'
import { user } from '../../models/session.ts'

/** What others wrote since its writer looked last; the newest first. */
export function newerThan(seen: string | null, messages: readonly Message[]): Message[] {
  const at = messages.findIndex(({ id }) => id === seen)
  if (seen === null || at < 0) return []
  return messages
    .slice(0, at)
    .filter(({ author, delivery }) => author?.id !== user.value?.id && delivery !== 'CANCELED')
}

/** Nobody answers over another unknowingly: what came in between is said, and its writer chooses. */
export function Meanwhile({
  newer,
  isRefused,
  seen,
}: {
  newer: readonly Message[]
  isRefused: boolean
  seen: () => void
}) {
  const [latest] = newer
  if (!latest && !isRefused) return null
  const who = latest ? (latest.author?.name ?? (latest.from.name || latest.from.address)) : 'Somebody'
  const more = newer.length > 1 ? ` (${plural(newer.length, 'message')})` : ''
  return (
    <div class="banner partly" role={isRefused ? 'alert' : 'status'}>
      <p class="inline wrap">
        <span class="grow break">
          <span class="strong">
            {who} wrote meanwhile{more}.
          </span>{' '}
          {isRefused ? 'Not sent: look at it, then send or change what you wrote.' : 'Look at it before you send.'}
        </span>
        <Button onClick={seen}>I have seen it</Button>
      </p>
    </div>
  )
}
