import { useSignal } from '@preact/signals'
import type { Message } from '../../../core/contract/conversations.ts'
import { Check } from '../../components/check.tsx'
import { arrivedAt } from '../../models/message-times.ts'

/** What stands below an answer, folded; the server puts it there. */
export function Quoted({
  messages,
  isOn,
  change,
}: {
  messages: readonly Message[]
  isOn: boolean
  change: (on: boolean) => void
}) {
  const unfolded = useSignal(false)
  const answered = messages.find(({ direction, kind }) => direction === 'INBOUND' && kind === 'MESSAGE')
  if (!answered) return null
  const { from, new_text, quoted, received_at } = answered
  return (
    <div class="stack">
      <div class="inline">
        <button
          type="button"
          class="fold"
          aria-expanded={unfolded.value}
          aria-label="What stands below the answer"
          onClick={() => (unfolded.value = !unfolded.value)}
        >
          •••
        </button>
      </div>
      {unfolded.value && (
        <div class="stack small muted composer-quoted">
          <Check
            label={`With what ${from.name || from.address} wrote, ${arrivedAt(received_at)}, below it`}
            checked={isOn}
            onChange={change}
          />
          {isOn && <p class="pre">{[new_text, quoted].filter((text) => text.trim()).join('\n\n')}</p>}
        </div>
      )}
    </div>
  )
}
