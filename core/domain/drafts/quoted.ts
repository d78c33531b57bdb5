import type { Line, Span } from '../extraction/found.ts'
import { seenOf } from './plain.ts'

/** The words of a source, ready to be searched: folded, and of each sign where it stands. */
export interface Source {
  lines: readonly Line[]
  text: string
  places: readonly Place[]
}
interface Place {
  line: number
  offset: number
}

export const folded = (text: string): string =>
  seenOf(text).normalize('NFKD').toLowerCase().replace(/\s+/gu, ' ').trim()

/** Sign by sign, so that each place is known: what folds to several signs keeps the place of the one. */
export function sourceOf(lines: readonly Line[]): Source {
  const signs: string[] = []
  const places: Place[] = []
  const add = (sign: string, place: Place) => {
    for (const one of sign === ' ' && signs.at(-1) === ' ' ? '' : sign.split('')) {
      signs.push(one)
      places.push(place)
    }
  }
  for (const [line, { text }] of lines.entries()) {
    for (let offset = 0; offset < text.length; offset++) add(foldedSign(text[offset]!), { line, offset })
    add(' ', { line, offset: Math.max(text.length - 1, 0) })
  }
  return { lines, text: signs.join(''), places }
}

const foldedSign = (sign: string): string =>
  sign < '\u0080'
    ? sign > ' ' && sign !== '\u007f'
      ? sign.toLowerCase()
      : ' '
    : seenOf(sign).normalize('NFKD').toLowerCase().replace(/\s+/gu, ' ')

/** Where the quoted words stand first, spaces and case aside; of words over several lines those of the first. Null where they do not. */
export const spanOf = (source: Source, quote: string): Span | null => spansOf(source, quote, 1)[0] ?? null

/** The same, of words that stand there several times. */
export function spansOf({ text, places }: Source, quote: string, max: number): Span[] {
  const words = folded(quote)
  const found: Span[] = []
  if (words.length < 2 && !/[\d\p{Sc}]/u.test(words)) return found
  for (let start = text.indexOf(words); start >= 0 && found.length < max; start = text.indexOf(words, start + 1)) {
    const end = start + words.length
    if (!isJoined(text, start) && !isJoined(text, end)) found.push(spanBetween(places, start, end))
  }
  return found
}

export const isOver = (a: Span, b: Span): boolean => a.line === b.line && a.start < b.end && b.start < a.end

/** Between two digits of one figure, alone or with a sign: `250.50` is not in `1,250.50`, nor `250` in `1 250`, nor `1` in `1/2`. */
const WITHIN = /\d\0(?:[.,:/'’⁄]?\d| \d{3}(?!\d))|\d(?:[.,:/'’⁄]\0\d| \0\d{3}(?!\d))/u

const isWithinNumber = (text: string, at: number): boolean =>
  WITHIN.test(`${text.slice(Math.max(0, at - 2), at)}\0${text.slice(at, at + 5)}`)

const ALONE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

/** Whether a word or a number goes on over this place: `50` is not in `1500`. Scripts without spaces have no such places. */
function isJoined(text: string, at: number): boolean {
  const [a = ' ', b = ' '] = [text[at - 1], text[at]]
  if (isWithinNumber(text, at)) return true
  return /\p{L}/u.test(a) && /[\p{L}\p{M}]/u.test(b) && !ALONE.test(a + b)
}

function spanBetween(places: readonly Place[], from: number, to: number): Span {
  const { line, offset: start } = places[from]!
  const last = places.slice(from, to).findLast((place) => place.line === line)!
  return { line, start, end: last.offset + 1 }
}
