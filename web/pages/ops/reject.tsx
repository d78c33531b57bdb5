import { useState } from 'preact/hooks'
import { useAutoFocus } from '../../components/auto-focus.ts'
import { Button } from '../../components/button.tsx'

const REASON_MAX = 500

interface RejectProps {
  /** Ctrl and Enter too. */
  text: string
  type: (text: string) => void
  isMissing: boolean
  reject: () => void
  close: () => void
}

/** Nothing is rejected without a word on why. */
export function useReason(reject: (reason: string) => unknown) {
  const [isAsking, ask] = useState(false)
  const [text, type] = useState('')
  const [isMissing, miss] = useState(false)
  const send = () => {
    const reason = text.trim()
    miss(!reason)
    if (reason) reject(reason)
  }
  return {
    isAsking,
    ask: () => ask(true),
    send,
    field: { text, type, isMissing, reject: send, close: () => ask(false) },
  }
}

export function Reject({ text, type, isMissing, reject, close }: RejectProps) {
  const field = useAutoFocus<HTMLTextAreaElement>(true)
  return (
    <div class="ops-note">
      <label class="field">
        <span class="label">Why it is rejected</span>
        <span class={`box area${isMissing ? ' invalid' : ''}`}>
          <textarea
            ref={field}
            rows={2}
            maxLength={REASON_MAX}
            value={text}
            aria-invalid={isMissing}
            onInput={(event) => type(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') close()
            }}
          />
        </span>
      </label>
      {isMissing && (
        <p class="bad meta" role="alert">
          Say why in a few words
        </p>
      )}
      <div class="inline">
        <Button look="danger" onClick={reject}>
          Reject it
          <kbd class="only-desktop">Ctrl ↵</kbd>
        </Button>
        <Button look="quiet" onClick={close}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
