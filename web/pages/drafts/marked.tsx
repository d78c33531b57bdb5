import { useEffect, useRef } from 'preact/hooks'
import type { Suggestion } from '../../models/suggestion/editing.ts'
import { marksIn, stretchesOf } from '../../models/suggestion/marks.ts'

/** Leads to the field that shows a value. */
export const focusField = (path: string) =>
  document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"] :is(input, select, textarea)`)?.focus()

/** Words with those marked that a value was read from: each leads to its field, and is ringed while that is looked at. */
export function Marked({
  suggestion,
  text,
  follows = false,
}: {
  suggestion: Suggestion
  text: string
  /** It scrolls by itself: to the words of what is looked at. */
  follows?: boolean
}) {
  const { active, draft } = suggestion
  const now = useRef<HTMLElement>(null)
  useEffect(() => {
    if (follows) now.current?.scrollIntoView({ block: 'nearest' })
  }, [active.value])
  const marks = marksIn(text, { source_lines: draft.value.source_lines, fields: suggestion.proposals() })
  return (
    <>
      {stretchesOf(text, marks, active.value).map(({ look, pieces }, at) =>
        look ? (
          <mark key={at} ref={look === 'now' ? now : undefined} class={look === 'now' ? 'read now' : 'read'}>
            {pieces.map(({ text: words, path }, place) =>
              // A link is named by its words: what lies between two is none.
              words.trim() === '' ? (
                <span key={place}>{words}</span>
              ) : (
                <a
                  key={place}
                  href={`#${path}`}
                  onMouseEnter={() => (active.value = path)}
                  onFocus={() => (active.value = path)}
                  onClick={(event) => {
                    event.preventDefault()
                    if (path) focusField(path)
                  }}
                >
                  {words}
                </a>
              ),
            )}
          </mark>
        ) : (
          pieces.map((piece) => piece.text)
        ),
      )}
    </>
  )
}

/** The words that it was read from, where no thread shows them. */
export function Source({ suggestion }: { suggestion: Suggestion }) {
  const text = suggestion.draft.value.source_lines.join('\n').trim()
  return (
    <section class="suggestion-source" aria-label="Source">
      <h2 class="meta muted normal">Source</h2>
      <p class="pre prose break">
        <Marked suggestion={suggestion} text={text} />
      </p>
    </section>
  )
}
