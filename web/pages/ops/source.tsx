import { useEffect, useRef } from 'preact/hooks'
import type { Correction } from '../../models/reviews/editing.ts'
import { marksIn, stretchesOf } from '../../models/suggestion/marks.ts'

/** The words that it was read from; those of the value that is looked at are ringed. */
export function Source({ correction }: { correction: Correction }) {
  const { active, review } = correction
  const { source_lines, fields, subject } = review.value
  const now = useRef<HTMLElement>(null)
  useEffect(() => now.current?.scrollIntoView({ block: 'nearest' }), [active.value])
  const text = source_lines.join('\n').trim()
  const standing = Object.fromEntries(Object.entries(fields).filter(([path]) => correction.proposed(path)))
  const marks = marksIn(text, { source_lines, fields: standing })
  return (
    <div class="ops-words">
      {subject && <p class="strong break">{subject}</p>}
      <p class="pre prose break">
        {text === '' && <span class="muted">There are no words in it.</span>}
        {stretchesOf(text, marks, active.value).map(({ look, pieces }, at) => {
          const words = pieces.map((piece) => piece.text).join('')
          if (!look) return words
          return (
            <mark key={at} ref={look === 'now' ? now : undefined} class={look === 'now' ? 'read now' : 'read'}>
              {words}
            </mark>
          )
        })}
      </p>
    </div>
  )
}
