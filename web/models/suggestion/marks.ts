import type { AiDraft } from '../ai-drafts.ts'
import { groupOf, shownAt } from './places.ts'

/** Words of a text that a value was read from. */
export interface Mark {
  path: string
  start: number
  end: number
}

type Fields = AiDraft['fields']

/** Where in a text the words of the source stand that are read; what stands elsewhere is left out. */
export function marksIn(text: string, { source_lines, fields }: { source_lines: readonly string[]; fields: Fields }) {
  const starts = startsOf(text, source_lines)
  const marks: Mark[] = []
  for (const [path, { span }] of Object.entries(fields)) {
    const start = span && starts[span.line]
    if (!span || start === undefined || start === null || span.end <= span.start) continue
    if (start + span.end <= text.length)
      marks.push({ path: shownAt(path), start: start + span.start, end: start + span.end })
  }
  return marks
}

/** Where each line of the source begins in a text that has them in their order, perhaps with others between. */
function startsOf(text: string, lines: readonly string[]): (number | null)[] {
  let from = 0
  return lines.map((line) => {
    const words = line.trimEnd()
    if (words.trim() === '') return null
    let at = text.indexOf(words, from)
    while (at > 0 && text[at - 1] !== '\n') at = text.indexOf(words, at + 1)
    if (at < 0) return null
    from = at + words.length
    return at
  })
}

/** The words that a value was read from. */
export function wordsOf({ source_lines, fields }: Pick<AiDraft, 'source_lines' | 'fields'>, path: string): string {
  const span = fields[path]?.span
  return span ? (source_lines[span.line] ?? '').slice(span.start, span.end) : ''
}

const WHERE = {
  MESSAGE: 'in the message',
  FILE: 'on the receipt',
  WORK_ITEM: 'in the notes',
  MANUAL: 'in these words',
}

/** That a value is a machine's guess, and from which words; null for what was read. */
export function guessWords(
  draft: Pick<AiDraft, 'source_lines' | 'fields' | 'source_type'>,
  path: string,
): string | null {
  if (draft.fields[path]?.origin !== 'GUESSED') return null
  const words = wordsOf(draft, path)
  return `A guess${words && ` from “${words}”`}: it does not stand ${WHERE[draft.source_type]}`
}

interface Piece {
  text: string
  /** What was read from it: of several the one with the fewest words around it. */
  path: string | null
}
/** Pieces that stand beside each other: looked at, marked, or neither. */
interface Stretch {
  look: 'now' | 'marked' | null
  pieces: Piece[]
}

/** A text in stretches that are marked alike; `now` is what belongs to the value that is looked at. */
export function stretchesOf(text: string, marks: readonly Mark[], active: string | null): Stretch[] {
  const edges = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  const stretches: Stretch[] = []
  for (const [at, start] of edges.entries()) {
    const end = edges[at + 1]
    if (end === undefined) break
    const covering = marks.filter((mark) => mark.start <= start && end <= mark.end)
    const [inner] = covering.toSorted((a, b) => a.end - a.start - (b.end - b.start))
    const isNow = active !== null && covering.some(({ path }) => groupOf(path) === groupOf(active))
    const look = isNow ? 'now' : inner ? 'marked' : null
    const piece = { text: text.slice(start, end), path: inner?.path ?? null }
    const last = stretches.at(-1)
    if (last && last.look === look) last.pieces.push(piece)
    else stretches.push({ look, pieces: [piece] })
  }
  return stretches
}
