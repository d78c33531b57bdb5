import { CURRENCY_CODES } from '../../kernel/currencies.ts'
import { DOLLAR_OF } from '../money-words.ts'

/** A sum as it is printed, exactly: `value` in whole money with its decimals, `units` in the smallest coin. */
export interface Figure {
  value: string
  units: number
  start: number
  end: number
  /** The sign or code beside it. */
  sign?: string
  /** What parts its decimals, where nothing else can be meant: `1,234.50`. */
  mark?: Mark
  /** What stands alone before three digits, and may part thousands or decimals: `1.250`. */
  open?: Mark
  /** It may well be another sum. */
  isDoubtful?: boolean
}

export type Decimals = 0 | 2 | 3
export type Mark = '.' | ','
/** Whether groups of three behind a plain space are one figure, or stand behind another: `3 145.00`. */
export type Spaces = 'grouped' | 'apart'

const CODES = CURRENCY_CODES.join('|')
const SIGN = `(?:(?<!\\p{L})(?:${DOLLAR_OF})\\$|R[MN]|[$€£¥₩₹฿₫₱₪₺]|(?<!\\p{L})(?:${CODES}|[Rr][Ss]|[Kk]r|Bs|S?Fr|z[lł]|Kč|Ft))`
const BEFORE = new RegExp(`(${SIGN})\\.?[ :]{0,3}-?$`, 'u')
const BEHIND = new RegExp(`^ ?(${SIGN}|円|元)(?!\\p{L})`, 'u')
/** Not behind a part of the same number; the dot of `Rs.500` is that of the word. */
const FREE = `(?<!\\d['’]?|,|(?<!${SIGN}|(?<!\\p{L})(?:S?Fr|S/))\\.)`

/** As India groups its figures: `12,34,567`. */
const LAKHS = '\\d{1,2}(?:,\\d\\d){1,3},\\d{3}'
const POINT = '(?: ?[.,]|[.,] )'
const IN_SPACES = '\\d{1,3}(?: \\d{3}){1,4}'
const PART: Record<Spaces, Record<Decimals, RegExp>> = {
  grouped: { 0: wholesOf(`${IN_SPACES}|`), 2: partOf(2, IN_SPACES), 3: partOf(3, IN_SPACES) },
  apart: { 0: wholesOf(''), 2: partOf(2), 3: partOf(3) },
}
/** Sums without decimals count beside a sign of money only. */
const WHOLE = new RegExp(
  `(?<=${SIGN}\\.? ?-?)(?:\\d{1,3}(?:[,' ]\\d{3}){1,4}|${LAKHS}|\\d{1,7})(?![\\d:]|'\\d| \\d{3}(?!\\d)|/(?!-(?!\\d))|[.,] ?\\d| ?%)`,
  'gu',
)
const GROUPED: Record<Spaces, string> = {
  grouped: "(?:\\d{1,3}(?:[.,']\\d{3}){1,4}|(?<!\\d[^]*)\\d{1,3}(?: \\d{3}){1,4}|\\d{1,7})",
  apart: "(?:\\d{1,3}(?:[.,']\\d{3}){1,4}|\\d{1,7})",
}
/** So do those whose hundredths a dash stands for, `12.-`, `1.250,--`, `120:-`, `500/-`, and those before such a sign: `12 EUR`. */
const wholeBefore = (grouped: string) =>
  new RegExp(
    `${FREE}(?<![:/-])${grouped}(?=(?:[.,:]-{1,2}|/-)(?![\\d-])| ?(?:${SIGN}|円|元)(?![\\p{L}\\d])(?! ?\\d))`,
    'gu',
  )
const WHOLE_BEFORE: Record<Spaces, RegExp> = {
  grouped: wholeBefore(GROUPED.grouped),
  apart: wholeBefore(GROUPED.apart),
}

/** A whole number that ends its row, behind a rate or a tax of India: `CGST @ 9% 90`. */
const OF_RATE =
  /(?<=\d ?%[ :=]{1,4}|(?<!\p{L})(?:[CSI]|UT)GST[ :=]{1,4})(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,7})(?=(?: ?\/-)?\s*$)/giu

function partOf(decimals: number, inSpaces = '\\d{1,3}(?: 0\\d\\d){1,4}'): RegExp {
  const tail = `\\d{${decimals}}`
  // Behind a space there may be another number, but where money stands before it or the group begins with nothing.
  const spaced = `(?:(?<=(?:${SIGN}|(?<!\\p{L})R) ?)\\d{1,3}(?: \\d{3}){1,4}|${inSpaces})`
  const commas = `(?:\\d{1,3}(?:[.']\\d{3}){1,4}|${spaced}) ?, ?${tail}`
  const points = `(?:\\d{1,3}(?:[,']\\d{3}){1,4}|${LAKHS}|${spaced}) ?\\. ?${tail}`
  return new RegExp(
    `${FREE}(?:${commas}|${points}|\\d{1,9}${POINT}${tail}|(?<!\\p{L})[.,]${tail})(?!\\d|[.,/-]\\d| ?%)`,
    'gu',
  )
}

function wholesOf(inSpaces: string): RegExp {
  return new RegExp(
    `(?<![:/-])${FREE}(?:${inSpaces}\\d{1,3}(?:[,.]\\d{3}){1,4}|\\d{1,9})(?![\\d:/-]|[.,]\\d| ?%)`,
    'gu',
  )
}

/** Digits that are one figure only where spaces part groups. */
const BARE_SPACE = /(?<![\d.,])\d{1,3} [1-9]\d\d(?!\d)/
export const mayBeGrouped = (text: string): boolean => BARE_SPACE.test(text)

/** The sums in a text, as money with so many decimals is written. */
export function figuresIn(text: string, decimals: Decimals, spaces: Spaces = 'apart'): Figure[] {
  if (!/\d/.test(text)) return []
  const read = asDigits(text)
  const parts = [...read.matchAll(PART[spaces][decimals])]
  const whole =
    decimals === 0
      ? []
      : apart([...read.matchAll(WHOLE), ...read.matchAll(WHOLE_BEFORE[spaces]), ...read.matchAll(OF_RATE)], parts)
  const figures = [...parts, ...whole].toSorted((a, b) => a.index - b.index)
  return figures.map((match) => figureOf(match[0], match.index, read, decimals))
}

/** Those that are in none of the others, each once: the longest. */
function apart(wholes: readonly RegExpExecArray[], parts: readonly RegExpExecArray[]): RegExpExecArray[] {
  const kept: RegExpExecArray[] = []
  for (const one of wholes.toSorted((a, b) => b[0].length - a[0].length)) {
    if (![...parts, ...kept].some((other) => overlap(one, other))) kept.push(one)
  }
  return kept
}
const overlap = (a: RegExpExecArray, b: RegExpExecArray) =>
  a.index < b.index + b[0].length && b.index < a.index + a[0].length

/** `1O.5O` is what a scanner reads of 10.50: letters among digits are digits. */
const asDigits = (text: string): string =>
  text
    .replace(/(?<=\d[.,]?|\d[.,]\d)[oOQD](?=[\d.,oO]|\s|$)|(?<![\p{L}\d])[oO](?=[.,]\d)/gu, '0')
    .replace(/(?<=\d[.,]?)[lI|](?=[\d.,])|(?<=R[MN] ?)[lI|](?=[\d.,])|(?<=[.,]\d)[lI](?!\p{L})/gu, '1')

/** A dash at the figure or its sign, or what Japan prints for it; one between two spaces behind a word parts them. */
const LESS = new RegExp(
  `(?:(?<![\\d\\p{L}]|\\p{L} )[-(] ?(?:${SIGN}\\.?)? ?|(?<=\\p{L} )[-(](?:${SIGN}\\.? ?)?|[▲△] ?(?:${SIGN})? ?)$`,
  'u',
)
/** So does one behind it, and the word of banks for what they give. */
const LESS_BEHIND = new RegExp(`^(?:-(?!\\d)| ?(?:${SIGN})? ?(?:-(?=\\s*$)|CR(?!\\p{L})))`, 'u')
/** It parts the words, or it is a minus: `TOTAL - EUR 30.00`. */
const MAY_BE_LESS = new RegExp(`(?<=\\p{L} )- (?:${SIGN})\\.? ?$|(?<!\\p{L})(?:${SIGN}) - $`, 'u')
const LETTERS_BEFORE = 12

function figureOf(words: string, index: number, text: string, decimals: Decimals): Figure {
  const { whole, part } = partsOf(words, decimals)
  const before = text.slice(Math.max(0, index - LETTERS_BEFORE), index)
  const behind = text.slice(index + words.length)
  const isNegative = LESS.test(before) || LESS_BEHIND.test(behind)
  const sign = BEFORE.exec(before)?.[1] ?? BEHIND.exec(behind)?.[1]
  const units = Number(whole + part) * (isNegative ? -1 : 1)
  const value = `${units < 0 ? '-' : ''}${whole}${part ? `.${part}` : ''}`
  return {
    value,
    units,
    start: index,
    end: index + words.length,
    ...(sign && { sign }),
    ...markOf(words, decimals),
    ...(MAY_BE_LESS.test(before) && { isDoubtful: true }),
  }
}

const OPEN = /^[1-9]\d{0,2} ?([.,]) ?\d{3}$/
function markOf(words: string, decimals: Decimals): Pick<Figure, 'mark' | 'open'> {
  if (decimals === 0) return {}
  const open = OPEN.exec(words)?.[1]
  const mark = new RegExp(`([.,]) ?\\d{${decimals}}$`).exec(words)?.[1]
  return open ? { open: open as Mark } : mark ? { mark: mark as Mark } : {}
}

function partsOf(words: string, decimals: Decimals): { whole: string; part: string } {
  const digits = words.replace(/\D/g, '')
  const hasPart = decimals > 0 && new RegExp(`[.,] ?\\d{${decimals}}$`).test(words)
  const at = hasPart ? digits.length - decimals : digits.length
  const whole = digits.slice(0, at).replace(/^0+(?=\d)/, '') || '0'
  return { whole, part: decimals === 0 ? '' : digits.slice(at).padEnd(decimals, '0') }
}
