import type { Line, Span } from '../extraction/found.ts'
import { beginning } from '../kernel/beginning.ts'

/** A piece of a line that names one thing: between commas, `and`, the ends of sentences. */
export interface Clause extends Span {
  text: string
  /** Of a count and a price between commas: the words that say that the price is of one. */
  each?: Span
}

const LINE_MAX = 2_000
const LINES_MAX = 200
/** Not between digits: `1,200.50` is one figure. A point ends a sentence only before a space, and not behind a short form: `2 Std. à 80`. */
const SEPARATOR =
  /[;•]|,(?!\d)|(?<!\d),(?=\d)|(?<!(?<!\p{L})(?:std|stk|st|hrs?|pcs|ca|inkl|zzgl|mrs?|dr|hr|fr))\.(?=\s\S)|\.(?=\s*$)|[!?:](?=\s|$)| (?:and|und|et|y|plus|sowie|zzgl\.?|zuzüglich|ainsi que|m[áa]s(?= [\d$€£]))(?= )| \+(?= ?[\p{L}\d$€£])|&(?= )|(?:^|\s)[-–*](?=\s)/giu

/** The clauses of some lines, in their order, each where it stands. */
export const clausesOf = (lines: readonly Line[]): Clause[] =>
  lines.slice(0, LINES_MAX).flatMap(({ text }, line) => clausesIn(beginning(text, LINE_MAX), line))

function clausesIn(text: string, line: number): Clause[] {
  const clauses: Clause[] = []
  let start = 0
  for (const { index, 0: sign } of text.matchAll(SEPARATOR)) {
    clauses.push(clause(text, line, start, index))
    start = index + sign.length
  }
  clauses.push(clause(text, line, start, text.length))
  return clauses.filter(({ text: words }) => words !== '')
}

function clause(text: string, line: number, from: number, to: number): Clause {
  const words = text.slice(from, to)
  const start = from + words.length - words.trimStart().length
  return { line, start, end: start + words.trim().length, text: words.trim() }
}

export const isWithin = (inner: Span, outer: Span): boolean =>
  inner.line === outer.line && inner.start >= outer.start && inner.end <= outer.end
