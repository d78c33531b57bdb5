import { dateAt, fullYear } from '../dates/calendar.ts'
import { MONTH, monthOf } from '../dates/words.ts'
import type { Found, Occasion } from '../found.ts'
import type { Row } from './rows.ts'

const YEAR = '(20\\d\\d|19\\d\\d|\\d\\d(?!\\d))'
const SIGN = '\\s?[-/.,]\\s?'
/** Digits may touch a label before and the time behind: scanners lose the space. */
const FIGURES = new RegExp(`(?<![\\d.])(\\d{1,2})${SIGN}(\\d{1,2})${SIGN}${YEAR}(?!\\s?[-/.]\\d)`, 'gu')
const YEAR_FIRST = /(?<!\d)(20\d\d)(?:\s?[-/.]\s?|年\s?)(\d{1,2})(?:\s?[-/.]\s?|月\s?)(\d{1,2})(?!\d(?!\d?:))/gu
const DAY_FIRST_WORD = new RegExp(
  `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.)?[-/., ]{0,2}(${MONTH})[-/.,' ]{0,2}${YEAR}`,
  'giu',
)
const MONTH_WORD_FIRST = new RegExp(
  `(?<!\\p{L})(${MONTH})[-/. ]{0,2}(\\d{1,2})(?:st|nd|rd|th)?[-/., ]{1,2}${YEAR}`,
  'giu',
)
const COMPACT = /(?<!\d)(20[0-3]\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)/gu

const COMPACT_DAY_FIRST = /(?<!\d)([0-2]\d|3[01])(0[1-9]|1[0-2])(20[0-3]\d)(?!\d)/gu

const LABEL = /\b(?:date|dated|datum|fecha|dt|tarikh|data)\b|date|日付|発行日/iu
const OTHER_DAY = /due|expir|valid|before|until|join|birth|fällig|vence|échéance|member/iu
const TIME = /\d{1,2}\s?:\s?\d{2}|\d\s?[ap]\.?m\b/iu

interface Candidate {
  value: string
  line: number
  start: number
  end: number
  score: number
}

/** The day of a receipt: the one that is called so, that stands beside a time, or that stands there most often; never one to come. */
export function receiptDate(rows: readonly Row[], { received, country }: Occasion): Found | undefined {
  const today = received.slice(0, 10)
  const isMonthFirst = country === 'US'
  const found = rows.flatMap((row, at) => datesOf(row, rows[at - 1], today, isMonthFirst))
  const past = found.filter(({ value }) => value <= nextDay(today) && value >= '1990-01-01')
  const times = (value: string) => past.filter((one) => one.value === value).length
  const ranked = past
    .map((one) => ({ ...one, score: one.score + Math.min(times(one.value), 3) - 1 }))
    .toSorted((a, b) => b.score - a.score)
  const [best] = ranked
  if (!best) return undefined
  const rival = ranked.find(({ value }) => value !== best.value)
  const isClear = !rival || best.score - rival.score >= 2
  const confidence = best.score >= 3 && isClear ? 0.95 : best.score >= 2 && isClear ? 0.9 : isClear ? 0.75 : 0.6
  return { value: best.value, confidence, span: { line: best.line, start: best.start, end: best.end } }
}

const nextDay = (today: string) => new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

function datesOf(row: Row, before: Row | undefined, today: string, isMonthFirst: boolean): Candidate[] {
  const words = row.cells.length > 1 ? row.text : `${(before?.text.length ?? 99) < 30 ? before?.text : ''} ${row.text}`
  const score =
    (LABEL.test(row.text) ? 2 : LABEL.test(words) ? 1 : 0) +
    (TIME.test(row.text) ? 1 : 0) -
    (OTHER_DAY.test(row.text) ? 2 : 0)
  return row.cells.flatMap(({ line, text }) =>
    readings(text, today, isMonthFirst).map((one) => ({ ...one, line, score: score + one.score })),
  )
}

type Reading = Omit<Candidate, 'line'>

function readings(text: string, today: string, isMonthFirst: boolean): Reading[] {
  if (!/\d/u.test(text)) return []
  const read = (pattern: RegExp, value: (match: RegExpExecArray) => string | undefined, score: number) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const date = value(match)
      return date ? [{ value: date, start: match.index, end: match.index + match[0].length, score }] : []
    })
  const groups = (match: RegExpExecArray) => [match[1] ?? '', match[2] ?? '', match[3] ?? ''] as const
  const words = [
    ...read(YEAR_FIRST, (m) => dateAt(Number(m[1]), Number(m[2]), Number(m[3])), 1.5),
    ...read(DAY_FIRST_WORD, (m) => dateAt(fullYear(groups(m)[2], today), monthOf(groups(m)[1]), Number(m[1])), 1.5),
    ...read(MONTH_WORD_FIRST, (m) => dateAt(fullYear(groups(m)[2], today), monthOf(groups(m)[0]), Number(m[2])), 1.5),
    ...read(COMPACT, (m) => dateAt(Number(m[1]), Number(m[2]), Number(m[3])), -0.5),
    ...read(COMPACT_DAY_FIRST, (m) => dateAt(Number(m[3]), Number(m[2]), Number(m[1])), -1),
  ]
  const figures = read(FIGURES, (m) => inOrder(groups(m), today, isMonthFirst), 1)
  return [...words, ...figures.filter((one) => words.every((word) => one.end <= word.start || word.end <= one.start))]
}

/** In the order of the country where that makes a day, else in the other. */
function inOrder(
  [a, b, c]: readonly [string, string, string],
  today: string,
  isMonthFirst: boolean,
): string | undefined {
  const year = fullYear(c, today)
  const dayFirst = dateAt(year, Number(b), Number(a))
  const monthFirst = dateAt(year, Number(a), Number(b))
  return isMonthFirst ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst)
}
