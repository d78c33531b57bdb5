import { useSignal } from '@preact/signals'
import { Check, CircleAlert, RotateCcw } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { Button, LinkButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { type AiDraft, madeWords, placeOf } from '../../models/ai-drafts.ts'
import { longInstant } from '../../models/format.ts'
import { createByHand, wordsByHand } from '../../models/suggestion/by-hand.ts'
import { reopen, setAside, undo } from '../../models/suggestion/deciding.ts'
import { useShown } from './context.ts'

/** The button that was pressed is gone: what happened takes the focus, unless it was so when the panel opened. */
function useSaid() {
  const said = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) said.current?.focus({ preventScroll: true })
  }, [])
  return said
}

/** What became of it, and the way back. */
export function Applied({
  applied,
  again,
}: {
  applied: NonNullable<AiDraft['applied']>
  again: (() => void) | undefined
}) {
  const { suggestion } = useShown()
  const busy = useSignal(false)
  const said = useSaid()
  const draft = suggestion.draft.value
  const takeBack = async () => {
    busy.value = true
    await undo(draft)
    busy.value = false
  }
  return (
    <section class="stack" aria-label="Applied">
      <h2 class="inline" ref={said} tabIndex={-1}>
        <Icon of={Check} /> {madeWords(applied.type)}
      </h2>
      <p class="muted">
        “{draft.title}”, {longInstant(applied.at)}
        {applied.by.startsWith('job:') && ', by itself: Settings, Drafts say how far that goes'}
      </p>
      <div class="suggestion-verbs">
        <LinkButton href={placeOf(applied)} look="primary">
          Open
        </LinkButton>
        {draft.allowed_actions.includes('undo') && (
          <Button icon={RotateCcw} busy={busy.value} onClick={() => void takeBack()}>
            Undo
          </Button>
        )}
        {again && (
          <Button look="quiet" onClick={again}>
            Make something else of it
          </Button>
        )}
      </div>
    </section>
  )
}

export function SetAside() {
  const { id, allowed_actions } = useShown().suggestion.draft.value
  return (
    <section class="stack" aria-label="Rejected">
      <h2>Rejected</h2>
      <p class="muted">Nothing was made of these words.</p>
      {allowed_actions.includes('reopen') && (
        <div>
          <Button onClick={() => void reopen(id)}>Take it up again</Button>
        </div>
      )}
    </section>
  )
}

/** The words are kept, whatever failed. */
export function Failed({ close }: { close: () => void }) {
  const { failed_reason } = useShown().suggestion.draft.value
  return (
    <section class="stack" aria-label="Failed" role="alert">
      <h2 class="inline">
        <Icon of={CircleAlert} /> It could not be drafted
      </h2>
      <p class="muted">{failed_reason ?? 'Nothing was made of these words. They are kept.'}</p>
      <WithoutDraft close={close} look="primary" />
    </section>
  )
}

/** Thanks, or a greeting: it can be set aside, or what it is about is made by hand. */
export const NothingFound = ({ close }: { close: () => void }) => (
  <section class="stack" aria-label="Nothing found">
    <p class="muted">Nothing to make was found in these words. Choose what they should become, or set them aside.</p>
    <WithoutDraft close={close} />
  </section>
)

function WithoutDraft({ close, look = '' }: { close: () => void; look?: '' | 'primary' }) {
  const { suggestion } = useShown()
  const { source_lines, source_type, intent, conversation_id, allowed_actions } = suggestion.draft.value
  const byHand = () =>
    source_type === 'FILE' && intent === 'DRAFT_EXPENSE'
      ? void createByHand(suggestion, { business: undefined, rates: [] })
      : wordsByHand(source_lines.join('\n'), intent, { conversation: conversation_id })
  const reject = async () => {
    await setAside(suggestion.draft.value)
    close()
  }
  return (
    <div class="suggestion-verbs">
      <Button look={look} onClick={byHand}>
        Create manually
      </Button>
      {allowed_actions.includes('reject') && (
        <Button look="quiet" onClick={() => void reject()}>
          Reject
        </Button>
      )}
    </div>
  )
}
