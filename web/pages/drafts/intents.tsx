import { useSignal } from '@preact/signals'
import { Check } from 'lucide-preact'
import { Icon } from '../../components/icon.tsx'
import { isMaking, MAKINGS, type Making, makingName, mayMake, takeLatest } from '../../models/ai-drafts.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'
import { useShown } from './context.ts'
import { Badge } from './row.tsx'

/** Two or three are offered at first. */
const FIRST = 3

const nameOf = (intent: Making) => makingName(intent).toLowerCase()

/** What the words should become: the likely ones first, the others behind; another one is drafted anew. */
export function Intents() {
  const { suggestion } = useShown()
  const draft = suggestion.draft.value
  const busy = useSignal<Making | null>(null)
  const isAll = useSignal(false)
  const likely = draft.intents.map(({ intent }) => intent).filter(isMaking)
  const offered = [...new Set([...(isMaking(draft.intent) ? [draft.intent] : []), ...likely, ...MAKINGS])].filter(
    (intent) => intent === draft.intent || mayMake(intent),
  )
  const shown = isAll.value ? offered : offered.slice(0, Math.min(FIRST, Math.max(2, likely.length)))
  const found = draft.intents.find(({ intent }) => intent === draft.intent)
  const choose = async (intent: Making) => {
    if (busy.value || intent === draft.intent) return
    busy.value = intent
    try {
      const isDone = await suggestion.become(intent)
      if (!isDone)
        showToast({ text: `Not drafted as ${nameOf(intent)}. What you typed is not saved yet`, kind: 'failed' })
    } catch (error) {
      await takeLatest(error, draft.id)
      showToast({ text: `Not drafted as ${nameOf(intent)}. ${sentence(error)}`, kind: 'failed' })
    } finally {
      busy.value = null
    }
  }
  return (
    <div class="draft-chips">
      {shown.map((intent) => (
        <button
          key={intent}
          type="button"
          class={`chip${intent === draft.intent ? ' on' : ''}`}
          aria-pressed={intent === draft.intent}
          aria-busy={busy.value === intent || undefined}
          disabled={!draft.allowed_actions.includes('update')}
          onClick={() => void choose(intent)}
        >
          {intent === draft.intent && <Icon of={Check} />}
          {makingName(intent)}
        </button>
      ))}
      {shown.length < offered.length && draft.allowed_actions.includes('update') && (
        <button type="button" class="chip" onClick={() => (isAll.value = true)}>
          More…
        </button>
      )}
      <span class="grow meta muted" role="status">
        {busy.value && 'Drafting…'}
      </span>
      {found && isMaking(draft.intent) && <Badge found={[{ ...found, value: '', span: null, origin: 'WORDS' }]} />}
    </div>
  )
}
