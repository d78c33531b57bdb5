import { findAmounts } from '../extraction/amounts.ts'
import { findDates } from '../extraction/dates.ts'
import { findEmails } from '../extraction/emails.ts'
import type { Found, Line, Occasion, Span } from '../extraction/found.ts'
import { numberInWords } from '../extraction/number-words.ts'
import { decimalOf, NUMBER } from '../extraction/numbers.ts'
import { findQuantities, findRates } from '../extraction/quantities.ts'
import { parseFactor } from '../kernel/decimal.ts'
import { folded, isOver, type Source, sourceOf, spanOf } from './quoted.ts'
import { type Wording, wordingOf } from './wording.ts'

/** What our own rules read in a source: what a model says is held against it. */
export interface Evidence {
  source: Source
  occasion: Occasion
  dates: readonly Found[]
  /** Also rates. */
  sums: readonly Found[]
  counts: readonly Found[]
  /** Runs of digits. */
  digits: ReadonlySet<string>
  wording: Wording
}

export const evidenceOf = (lines: readonly Line[], occasion: Occasion): Evidence => ({
  source: sourceOf(lines),
  occasion,
  dates: findDates(lines, occasion),
  sums: [...findAmounts(lines, occasion), ...findRates(lines, occasion)],
  counts: findQuantities(lines),
  digits: new Set(lines.flatMap(({ text }) => text.match(/\d+/gu) ?? [])),
  wording: wordingOf(lines.map(({ text }) => text).join(' ')),
})

/** What a figure says: how many, the price of something, or a sum of a receipt. */
export type FigureKind = 'quantity' | 'price' | 'amount'

/** Where in the quoted words a decimal is read as such a figure: a sum or a day is no count, and a count is no price. */
export function figuresAt(
  { sums, counts, dates, source }: Evidence,
  kind: FigureKind,
  value: string,
  span: Span,
): Span[] {
  const [its, others] = kind === 'quantity' ? [counts, [...sums, ...dates]] : [sums, kind === 'price' ? counts : []]
  const read = behind(its, span)
  const isOther = (place: Span) => behind(others, place).length > 0 && behind(read, place).length === 0
  const written = numbersIn(wordsAt(source, span)).map(({ value, start, end }) => ({
    value,
    span: { line: span.line, start: span.start + start, end: span.start + end },
  }))
  return [...read, ...written.filter((number) => !isOther(number.span))]
    .filter((figure) => sameDecimal(figure.value, value))
    .map((figure) => figure.span)
}

/** Whether a date is what is read in the quoted words, alone or with what stands around them, or its digits stand there. */
export function isDateOf(evidence: Evidence, value: string, span: Span): boolean {
  const read = daysIn(evidence, span)
  return read.some(({ value: day }) => day.slice(0, 10) === value) || isWrittenIn(wordsAt(evidence.source, span), value)
}

function daysIn({ dates, source, occasion }: Evidence, span: Span): readonly Found[] {
  const near = behind(dates, span)
  return near.length > 0 ? near : findDates([{ text: wordsAt(source, span) }], occasion)
}

/** `03.04.26` is the third of April where it is written so, and the fourth of March elsewhere. */
function isWrittenIn(words: string, date: string): boolean {
  const [yyyy, mm, dd] = date.split('-')
  const runs: string[] = words.match(/\d+/gu) ?? []
  if ([`${yyyy}${mm}${dd}`, `${dd}${mm}${yyyy}`, `${mm}${dd}${yyyy}`].some((compact) => runs.includes(compact)))
    return true
  const numbers = runs.map(Number)
  const [year, month, day] = [Number(yyyy), Number(mm), Number(dd)]
  if (numbers.length < 3 || !(numbers.includes(year) || numbers.includes(year % 100))) return false
  return (
    numbers.includes(month) && numbers.includes(day) && (month !== day || numbers.filter((n) => n === day).length > 1)
  )
}

/** Whether the quoted words, or a sum on their line, say which currency it is. */
export function isCurrencyOf({ sums, source, occasion }: Evidence, value: string, span: Span): boolean {
  const words = wordsAt(source, span)
  const read = [
    ...sums.filter((one) => one.span.line === span.line),
    ...findAmounts([{ text: `1 ${words.trim()}` }], occasion),
  ]
  return read.some(({ currency }) => currency === value) || spanOf(sourceOf([{ text: words }]), value) !== null
}

const ADDRESS = /(?:https?:\/\/|www\.)\S+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:\/\S*)?/gu

/** Whether a text in other words names no figure, sum, date or address that the source does not. */
export function namesNothingNew({ source, dates, sums, digits, occasion }: Evidence, text: string): boolean {
  const line = [{ text }]
  const isKnown = (known: readonly Found[]) => (one: Found) => known.some(({ value }) => value === one.value)
  return (
    (text.match(/\d+/gu) ?? []).every((run) => digits.has(run)) &&
    findAmounts(line, occasion).every(
      (sum) => isKnown(sums)(sum) || /\d/u.test(text.slice(sum.span.start, sum.span.end)),
    ) &&
    findDates(line, occasion).every(isKnown(dates)) &&
    [...findEmails(line).map(({ value }) => value), ...(text.match(ADDRESS) ?? [])].every((address) =>
      source.text.includes(folded(address)),
    )
  )
}

/** Two decimals of the same size. */
export function sameDecimal(a: string, b: string): boolean {
  const [one, other] = [parseFactor(a), parseFactor(b)]
  return one.ok && other.ok && one.value === other.value
}

export const wordsAt = ({ lines }: Source, { line, start, end }: Span): string =>
  lines[line]?.text.slice(start, end) ?? ''

const behind = (found: readonly Found[], span: Span) => found.filter((one) => isOver(one.span, span))

const NUMBERS = new RegExp(NUMBER.source, 'gu')

interface Written {
  value: string
  start: number
  end: number
}

/** The numbers that stand in some words, in digits or in English; `1.250` may be either of two. */
function numbersIn(text: string): Written[] {
  const written = [...text.matchAll(NUMBERS)].flatMap(({ 0: digits, index }) => {
    const plain = digits.replace(',', '.')
    const place = { start: index, end: index + digits.length }
    const values = /^\d+\.\d+$/u.test(plain) ? [decimalOf(digits), plain] : [decimalOf(digits)]
    return values.map((value) => ({ value, ...place }))
  })
  const parts = [...text.matchAll(/(?<![\d.,])[.,]\d\d(?!\d)/gu)].map(({ 0: part, index }) => ({
    value: `0.${part.slice(1)}`,
    start: index,
    end: index + part.length,
  }))
  return [...saidIn(text), ...written, ...parts]
}

function saidIn(text: string): Written[] {
  const words = [...text.matchAll(/\p{L}+|-/gu)]
  return words.flatMap(({ index }, at) => {
    const said = numberInWords((n) => words[n]?.[0], at)
    const last = said && words[said.next - 1]
    return last ? [{ value: said.value, start: index, end: last.index + last[0].length }] : []
  })
}
