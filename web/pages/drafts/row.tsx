import type { ComponentChildren } from 'preact'
import { Confidence, type Level } from '../../components/confidence.tsx'
import { capitalised } from '../../models/format.ts'
import { guessWords, marksIn, wordsOf } from '../../models/suggestion/marks.ts'
import { groupOf } from '../../models/suggestion/places.ts'
import { useShown } from './context.ts'

type Found = NonNullable<ReturnType<ReturnType<typeof useShown>['suggestion']['proposed']>>

const nameOf = ({ level }: Found) => capitalised(level.toLowerCase()) as Level

/** How sure the machine is of what stands there as it proposed it: of several values, the least. */
export function Badge({ found }: { found: (Found | null)[] }) {
  const standing = found.filter((one) => one !== null)
  const [least] = standing.toSorted((one, other) => one.confidence - other.confidence)
  if (!least) return null
  return <Confidence level={nameOf(least)} />
}

/** A place where a value is typed: it rings its words while one is in it. */
export function Cell({ path, look, children }: { path: string; look?: string; children: ComponentChildren }) {
  const { suggestion } = useShown()
  return (
    <div class={look} data-path={path} onFocusCapture={() => (suggestion.active.value = path)}>
      {children}
    </div>
  )
}

/** A value with how sure it is, and its words where they are marked nowhere else. */
export function Row({ path, children }: { path: string; children: ComponentChildren }) {
  const { suggestion } = useShown()
  const isNow = suggestion.active.value === path
  const found = suggestion.proposed(path)
  const guess = found && guessWords(suggestion.draft.value, path)
  return (
    <div class={`draft-row${isNow && found ? ' now' : ''}`}>
      <Cell path={path} look="grow">
        {children}
      </Cell>
      <Badge found={[found, path === 'vendor_name' ? suggestion.proposed('vendor_contact_id') : null]} />
      {guess ? <p class="draft-quote draft-guess meta">{guess}</p> : isNow && <Quote paths={[path]} />}
    </div>
  )
}

/** The words of a value that is looked at, when they stand in no text that is shown. */
export function Quote({ paths }: { paths: readonly string[] }) {
  const { suggestion, text } = useShown()
  const draft = suggestion.draft.value
  const proposals = suggestion.proposals()
  const marks = marksIn(text ?? '', { source_lines: draft.source_lines, fields: proposals })
  const said = paths.filter((path) => proposals[path] && !marks.some((mark) => groupOf(mark.path) === groupOf(path)))
  const words = said.map((path) => wordsOf(draft, path)).filter(Boolean)
  const isKnown = said.some((path) => proposals[path]?.origin === 'TAUGHT')
  if (words.length > 0) return <p class="draft-quote meta muted">“{words.join('” “')}”</p>
  return isKnown ? <p class="draft-quote meta muted">As known from before</p> : null
}
