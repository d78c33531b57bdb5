import { clustersOf } from './characters.ts'

/** How wide a piece of text is, in points. */
export type Measure = (text: string) => number

const words = new Intl.Segmenter('en', { granularity: 'word' })
/** Written without spaces: a line may end between words, or between any two characters. */
const UNSPACED = /\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}|\p{sc=Thai}|[\u3000-\u303f\uff00-\uff60]/u
/** May not begin a line, may not end one. */
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}ー々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u
const OPENING = /[\p{Ps}\p{Pi}]$/u

/** A paragraph in lines of this width: broken between words, and inside one that has no room by itself. */
export function wrap(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = []
  let line = ''
  let taken = 0
  for (const piece of piecesOf(text).flatMap((piece) => fitting(piece, width, measure))) {
    if (line !== '' && taken + measure(piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
      taken = 0
    }
    line += piece
    taken += measure(piece)
  }
  return [...lines, line.trimEnd()]
}

/** What stays together on a line, with the space behind it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (const { segment } of words.segment(text)) {
    const last = pieces.at(-1)
    if (last === undefined || breaksBetween(last, segment)) pieces.push(segment)
    else pieces[pieces.length - 1] = last + segment
  }
  return pieces
}

function breaksBetween(before: string, after: string): boolean {
  if (/^\s/.test(after)) return false
  if (/\s$/.test(before)) return true
  if (CLOSING.test(after) || OPENING.test(before)) return false
  return /[-\u2013\u2014]$/.test(before) || UNSPACED.test(lastOf(before)) || UNSPACED.test(firstOf(after))
}

const firstOf = (text: string) => String.fromCodePoint(text.codePointAt(0) ?? 0)
const lastOf = (text: string) => Array.from(text).at(-1) ?? ''

/** A word wider than a line, in parts that are not. */
function fitting(piece: string, width: number, measure: Measure): string[] {
  if (measure(piece.trimEnd()) <= width) return [piece]
  const parts: string[] = []
  let part = ''
  let taken = 0
  for (const cluster of clustersOf(piece)) {
    const more = measure(cluster)
    if (part !== '' && taken + more > width) {
      parts.push(part)
      part = ''
      taken = 0
    }
    part += cluster
    taken += more
  }
  return [...parts, part]
}
