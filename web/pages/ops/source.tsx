import { useEffect, useRef, useState } from 'preact/hooks'
import { sizeOf } from '../../models/files.ts'
import { longInstant } from '../../models/format.ts'
import type { Correction } from '../../models/reviews/editing.ts'
import type { Review } from '../../models/reviews/queue.ts'
import { marksIn, stretchesOf } from '../../models/suggestion/marks.ts'

/** The words that it was read from; those of the value that is looked at are ringed. */
export function Source({ correction }: { correction: Correction }) {
  const { active, review } = correction
  const { source_lines, fields, subject, before, file } = review.value
  const now = useRef<HTMLElement>(null)
  useEffect(() => now.current?.scrollIntoView({ block: 'nearest' }), [active.value])
  const text = source_lines.join('\n').trim()
  const standing = Object.fromEntries(Object.entries(fields).filter(([path]) => correction.proposed(path)))
  const marks = marksIn(text, { source_lines, fields: standing })
  return (
    <div class="ops-words">
      {file && <Picture key={file.url} file={file} />}
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
      {before.length > 0 && <Before review={review.value} />}
    </div>
  )
}

/** As large as there is room for it, so that nothing moves when it comes; whole when one asks for it. */
function Picture({ file }: { file: NonNullable<Review['file']> }) {
  const [isWhole, showWhole] = useState(false)
  const [isBroken, setBroken] = useState(false)
  const { file_name, mime_type, size_bytes, url } = file
  return (
    <figure class={`ops-picture${isWhole ? ' whole' : ''}`}>
      {/^image\//.test(mime_type) && !isBroken ? (
        <button
          type="button"
          aria-expanded={isWhole}
          aria-label={isWhole ? 'Show the picture smaller' : 'Show the picture larger'}
          onClick={() => showWhole(!isWhole)}
        >
          <img src={url} alt={file_name} onError={() => setBroken(true)} />
        </button>
      ) : (
        <p class="muted">
          {isBroken ? 'The picture did not load, or cannot be shown here.' : 'This kind of file cannot be shown here.'}
        </p>
      )}
      <figcaption class="inline meta muted">
        <span class="ellipsis grow">
          {file_name}, {sizeOf(size_bytes)}
        </span>
        <a href={url} download={file_name}>
          Download
        </a>
      </figcaption>
    </figure>
  )
}

/** What was written before, on both sides, the newest first. */
function Before({ review }: { review: Review }) {
  const { before, contact_name, business } = review
  return (
    <section aria-label="Earlier in this conversation">
      <h3 class="meta muted">Earlier in this conversation</h3>
      <ol class="ops-before">
        {before.map(({ direction, text, received_at }, at) => (
          <li key={at}>
            <p class="meta muted">
              <span class="strong">{direction === 'OUTBOUND' ? business.name : (contact_name ?? 'Customer')}</span>,{' '}
              <time dateTime={received_at}>{longInstant(received_at)}</time>
            </p>
            <p class="pre break">{text.trim() || <span class="muted">There are no words in it.</span>}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
