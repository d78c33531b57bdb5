import type { Found, Span } from '../extraction/found.ts'
import { type Clause, isWithin } from './clauses.ts'

interface Figures {
  amounts: readonly Found[]
  counts: readonly Found[]
}

const EACH =
  /^(?<each>\s*(?:each|apiece|a piece|(?:\/|(?<!\p{L})(?:per|pro|je|par|por|la|l['’]|cada))\s*\p{L}{2,30}|je|chacune?))(?:\s+(?:please|pls|bitte|svp|por favor))?$/iu
const LED = /^(?:je|zu je)\s$/iu
/** Of a count alone: `3 rooms`, at most with a word between. */
const COUNT_ALONE = /^\d{1,5}(?:[.,]\d{1,3})?(?: \p{L}{2,30}){1,2}$/u

/** `3 rooms, $120 each` and `$120 per room, 3 rooms` are one thing: what a comma parts there is how many and the price of one. */
export function withPriceOfEach(clauses: readonly Clause[], figures: Figures): Clause[] {
  const joined: Clause[] = []
  for (const clause of clauses) {
    const before = joined.at(-1)
    const one = before && !before.each ? together(before, clause, figures) : null
    if (one) joined[joined.length - 1] = one
    else joined.push(clause)
  }
  return joined
}

function together(a: Clause, b: Clause, figures: Figures): Clause | null {
  if (a.line !== b.line || b.start - a.end > 3) return null
  const [each, counted] = [eachIn(b, figures) ?? eachIn(a, figures), eachIn(b, figures) ? a : b]
  if (!each || has(figures.amounts, counted) || !has(figures.counts, counted)) return null
  if (counted === b && !COUNT_ALONE.test(b.text)) return null
  const gap = ' '.repeat(b.start - a.end)
  return { line: a.line, start: a.start, end: b.end, text: `${a.text}${gap}${b.text}`, each }
}

/** Where the words of each stand, of a clause that is a price of one and nothing else. */
function eachIn(clause: Clause, { amounts, counts }: Figures): Span | null {
  const price = amounts.find(({ span }) => isWithin(span, clause))
  if (!price || has(counts, clause)) return null
  const [from, to] = [price.span.start - clause.start, price.span.end - clause.start]
  const [before, behind] = [clause.text.slice(0, from), clause.text.slice(to)]
  const place = (start: number, words: string): Span => {
    const at = clause.start + start + words.length - words.trimStart().length
    return { line: clause.line, start: at, end: at + words.trim().length }
  }
  if (LED.test(before) && behind === '') return place(0, before)
  const each = EACH.exec(behind)?.groups?.each
  return each !== undefined && /^(?:(?:at|à|a|zu|for|für|pour|por)\s)?$/iu.test(before) ? place(to, each) : null
}

const has = (found: readonly Found[], clause: Clause) => found.some(({ span }) => isWithin(span, clause))
