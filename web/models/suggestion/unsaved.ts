import { effect } from '@preact/signals'
import type { AiDraft } from '../ai-drafts.ts'
import { emptyLine } from '../document-draft.ts'
import { forgetStored, owner, placeFor, readStored, store } from '../stored-drafts.ts'
import { Suggestion, type Typed } from './editing.ts'
import type { Values } from './values.ts'

/** On this device only, until the server has it. */
interface Kept {
  intent: AiDraft['intent']
  values: Values
  touched: string[]
}

interface Living {
  suggestion: Suggestion
  isLeft: boolean
}

/** Those that are open, and those that were left before what was typed had arrived: they go on sending it. */
const living = new Map<string, Living>()

/** A proposal with what the same person typed into it on this device and the server has not; `leave` is for when it closes. */
export function beginCorrecting(draft: AiDraft) {
  const place = placeFor(owner.value, 'suggestion', draft.id)
  const one = living.get(place) ?? begun(place, draft)
  one.isLeft = false
  const leave = () => {
    one.isLeft = true
    void one.suggestion.flush().then((isSaved) => isSaved && one.isLeft && living.get(place) === one && end(place))
  }
  return { suggestion: one.suggestion, leave }
}

const endings = new Map<string, () => void>()
function end(place: string): void {
  endings.get(place)?.()
  endings.delete(place)
  living.delete(place)
}

/** Kept on this device while it is unsaved; nobody else who signs in here sends it. */
function begun(place: string, draft: AiDraft): Living {
  const whose = owner.value
  const one: Living = { suggestion: new Suggestion(draft, typedBefore(place, draft)), isLeft: false }
  const { suggestion } = one
  const warn = (event: BeforeUnloadEvent) => {
    if (isUnsaved(suggestion)) event.preventDefault()
  }
  const stopKeeping = effect(() => {
    const { value: touched } = suggestion.touched
    if (owner.value !== whose) return queueMicrotask(() => end(place))
    if (isUnsaved(suggestion))
      return store(place, {
        intent: suggestion.draft.value.intent,
        values: suggestion.values.value,
        touched: [...touched],
      })
    forgetStored(place)
    if (one.isLeft) queueMicrotask(() => one.isLeft && end(place))
  })
  addEventListener('beforeunload', warn)
  living.set(place, one)
  endings.set(place, () => {
    stopKeeping()
    suggestion.stop()
    removeEventListener('beforeunload', warn)
  })
  return one
}

/** What can no longer be changed is nothing to be saved. */
const isUnsaved = ({ touched, draft }: Suggestion) =>
  touched.value.size > 0 && draft.value.allowed_actions.includes('update')

function typedBefore(place: string, { intent, allowed_actions }: AiDraft): Typed | null {
  const kept = readStored<Kept>(place)
  if (!kept || kept.intent !== intent || !allowed_actions.includes('update')) return null
  return revived(kept)
}

/** Keys of lines are given anew by each page. */
function revived({ values, touched }: Kept): Typed {
  const keys = new Map(values.lines.map(({ key }) => [key, emptyLine('').key]))
  const anew = (path: string) => path.replace(/^line (\d+)/, (_, key) => `line ${keys.get(Number(key)) ?? key}`)
  const lines = values.lines.map((line) => ({ ...line, key: keys.get(line.key) ?? line.key }))
  return { values: { ...values, lines }, touched: new Set(touched.map(anew)) }
}
