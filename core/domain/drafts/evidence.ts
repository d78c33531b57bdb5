import { findAmounts } from '../extraction/amounts.ts'
import { findDates } from '../extraction/dates.ts'
import { findEmails } from '../extraction/emails.ts'
import type { Found, Line, Occasion, Span } from '../extraction/found.ts'
import { numberInWords } from '../extraction/number-words.ts'
import { decimalOf, NUMBER } from '../extraction/numbers.ts'
import { findQuantities, findRates } from '../extraction/quantities.ts'
import { parseFactor } from '../kernel/decimal.ts'
import { folded, type Source, sourceOf, spanOf } from './quoted.ts'

/** What our own rules read in a source: what a model says is held against it. */
export interface Evidence {
  source: Source
  occasion: Occasion
  dates: readonly Found[]
  /** Sums, rates and counts. */
  figures: readonly Found[]
  /** Runs of digits. */
  digits: ReadonlySet<string>
}

export const evidenceOf = (lines: readonly Line[], occasion: Occasion): Evidence => ({
  source: sourceOf(lines),
  occasion,
  dates: findDates(lines, occasion),
  figures: [...findAmounts(lines, occasion), ...findRates(lines, occasion), ...findQuantities(lines)],
  digits: new Set(lines.flatMap(({ text }) => text.match(/\d+/gu) ?? [])),
})

/** Whether a decimal is what is read in the quoted words. */
export function isFigureOf({ figures, source }: Evidence, value: string, span: Span): boolean {
  const words = wordsAt(source, span)
  return [...behind(figures, span).map(({ value: read }) => read), ...numbersIn(words)].some((read) =>
    sameDecimal(read, value),
  )
}

/** Whether a date is what is read in the quoted words, alone or with what stands around them, or its digits stand there. */
export function isDateOf(evidence: Evidence, value: string, span: Span): boolean {
  const read = daysIn(evidence, span)
  return read.some(({ value: day }) => day.slice(0, 10) === value) || isWrittenIn(wordsAt(evidence.source, span), value)
}

/** Whether our rules read a day in the quoted words. */
export const dayReadIn = (evidence: Evidence, span: Span): boolean => daysIn(evidence, span).length > 0

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
export function isCurrencyOf({ figures, source, occasion }: Evidence, value: string, span: Span): boolean {
  const words = wordsAt(source, span)
  const read = [
    ...figures.filter((one) => one.span.line === span.line),
    ...findAmounts([{ text: `1 ${words.trim()}` }], occasion),
  ]
  return read.some(({ currency }) => currency === value) || spanOf(sourceOf([{ text: words }]), value) !== null
}

const ADDRESS = /(?:https?:\/\/|www\.)\S+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:\/\S*)?/gu

/** Whether a text in other words names no figure, sum, date or address that the source does not. */
export function namesNothingNew({ source, dates, figures, digits, occasion }: Evidence, text: string): boolean {
  const line = [{ text }]
  const isKnown = (known: readonly Found[]) => (one: Found) => known.some(({ value }) => value === one.value)
  return (
    (text.match(/\d+/gu) ?? []).every((run) => digits.has(run)) &&
    findAmounts(line, occasion).every(
      (sum) => isKnown(figures)(sum) || /\d/u.test(text.slice(sum.span.start, sum.span.end)),
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

const behind = (found: readonly Found[], span: Span) =>
  found.filter((one) => one.span.line === span.line && one.span.start < span.end && span.start < one.span.end)

const NUMBERS = new RegExp(NUMBER.source, 'gu')

/** The numbers that stand in some words, in digits or in English; `1.250` may be either of two. */
function numbersIn(text: string): string[] {
  const words = text.match(/\p{L}+|-/gu) ?? []
  const said = words.flatMap((_, at) => numberInWords((n) => words[n], at)?.value ?? [])
  const written = [...text.matchAll(NUMBERS)].flatMap(({ 0: digits }) => {
    const plain = digits.replace(',', '.')
    return /^\d+\.\d+$/u.test(plain) ? [decimalOf(digits), plain] : [decimalOf(digits)]
  })
  const parts = text.match(/(?<![\d.,])[.,]\d\d(?!\d)/gu) ?? []
  return [...said, ...written, ...parts.map((part) => `0.${part.slice(1)}`)]
}
