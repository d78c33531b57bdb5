import type { Now } from './dates/rule.ts'
import { RULES } from './dates/rules.ts'
import type { Found, Line, Occasion } from './found.ts'

const rules = RULES.map(({ pattern, ...rule }) => ({
  ...rule,
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu'),
}))
/** Where the month is written before the day. */
const MONTH_FIRST = new Set(['US', 'PH', 'PR', 'GU', 'VI', 'AS', 'MP', 'FM', 'MH', 'PW'])
/** Nobody writes a longer line; what is behind that is not read. */
const LINE_MAX = 20_000

/** The days that a text names, in the order of their appearance; where a day has no year, the next one from the day it was written. */
export function findDates(lines: readonly Line[], { received, country }: Occasion): Found[] {
  const now: Now = { moment: received, today: received.slice(0, 10), isMonthFirst: MONTH_FIRST.has(country ?? 'US') }
  return lines.flatMap(({ text }, line) => apart(candidates(text.slice(0, LINE_MAX), now, line)))
}

function candidates(text: string, now: Now, line: number): Found[] {
  if (!/\p{L}{2}|\d/u.test(text)) return []
  return rules.flatMap(({ pattern, read, sure }) =>
    [...text.matchAll(pattern)].flatMap(({ 0: words, index: start, groups }) => {
      const value = read(groups ?? {}, now)
      return value ? [{ value, confidence: sure, span: { line, start, end: start + words.trimEnd().length } }] : []
    }),
  )
}

/** Of those that share words the longest one, and of two as long the first. */
function apart(found: Found[]): Found[] {
  const kept: Found[] = []
  for (const one of found.toSorted((a, b) => length(b) - length(a))) {
    if (kept.every(({ span }) => span.end <= one.span.start || one.span.end <= span.start)) kept.push(one)
  }
  return kept.toSorted((a, b) => a.span.start - b.span.start)
}
const length = ({ span }: Found) => span.end - span.start
