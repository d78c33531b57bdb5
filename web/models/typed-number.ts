import { decimalSigns } from '../../core/domain/kernel/written-numbers.ts'
import { locale as personLocale } from './locale.ts'

export interface TypedNumber {
  /** A decimal string, as the wire has it. */
  value: string
  /** Two people could read it differently: it is shown back in full next to its field. */
  isUnclear: boolean
}

/** `percent`: of a hundred, so that no thousands are meant; `locale`: whose signs come first. */
interface Reading {
  locale?: string
  percent?: boolean
}

/** What a person typed as a number, with a percent sign or not. */
export interface TypedShare extends TypedNumber {
  isPercent: boolean
}

/** What a person typed as an amount, a quantity or a percentage, as a decimal string; null when it is no number. */
export function readDecimal(typed: string): string | null {
  return readNumber(typed)?.value ?? null
}

/** The same of a field for a percentage, where the percent sign may stand, too. */
export function readPercent(typed: string): string | null {
  return readNumber(typed, { percent: true })?.value ?? null
}

export function readNumber(typed: string, reading: Reading = {}): TypedShare | null {
  const share = readShare(typed, reading)
  return share?.isPercent && !reading.percent ? null : share
}

/**
 * Reads what people write in any locale: digits of any script, spaces and apostrophes between thousands, decimal commas
 * and points, a sign, a currency, a percent sign. A single comma or point before three digits is what the person's own
 * locale makes of it; whatever could mean something else to another person is said to be unclear.
 */
export function readShare(
  typed: string,
  { locale = personLocale(), percent = false }: Reading = {},
): TypedShare | null {
  const plain = typed
    .replace(INVISIBLE, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(LOOKALIKE, asAscii)
    .trim()
  const isPercent = PERCENT.test(plain)
  const { sign, rest } = withoutSigns(plain.replace(PERCENT, ''))
  const figures = readFigures(rest.replace(EVEN_AMOUNT, ''), signsOf(locale), percent || isPercent)
  return figures && { ...figures, value: sign + figures.value, isPercent }
}

// Marks of direction, which Intl and keyboards of right-to-left scripts put around signs.
const INVISIBLE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const PERCENT = /^%|%$/
/** `100.–` and `100,-` are an amount without cents. */
const EVEN_AMOUNT = /(?<=\d)[.,]-{1,2}$/

const LOOKALIKES: Record<string, string> = {
  '-': '\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d',
  '+': '\uff0b',
  '%': '\u066a\ufe6a\uff05',
  ',': '\u060c\ufe50\uff0c',
  '.': '\ufe52\uff0e',
  "'": '\u2018\u2019\u02bc\u2032\u00b4`\uff07',
}
const ASCII_OF = new Map(
  Object.entries(LOOKALIKES).flatMap(([sign, others]) => [...others].map((each) => [each, sign])),
)
const LOOKALIKE = new RegExp(`[${[...ASCII_OF.keys()].join('')}]`, 'g')
const asAscii = (sign: string) => ASCII_OF.get(sign) ?? sign

/** The digits of a script stand in a row, from zero on; some rows follow each other. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let first = code
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1
  return String((code - first) % 10)
}

/** Takes off a minus or plus, and a currency before or behind, in either order. */
function withoutSigns(text: string): { sign: '' | '-'; rest: string } {
  const [, before = '', inner = ''] = /^([^\d.,\u066b]*)(.*)$/su.exec(text) ?? []
  const minus = before.match(/[-+]/g) ?? []
  const currency = before.replace(/[-+\s]/g, '')
  const rest = inner.replace(/\s*([\p{L}\p{Sc}]+\.?)\s*$/u, (all, word: string) => (isCurrency(word) ? '' : all))
  const isFine = minus.length < 2 && (currency === '' || isCurrency(currency))
  return { sign: minus[0] === '-' ? '-' : '', rest: isFine ? rest.trim() : '' }
}

const WORDS = new Set([
  'kr',
  'fr',
  'sfr',
  'zł',
  'kč',
  'ft',
  'lei',
  'rs',
  'rp',
  'rm',
  '円',
  '元',
  '원',
  'руб',
  'лв',
  'ден',
])
const CODES = new Set(Intl.supportedValuesOf('currency'))

/** `€`, `CA$`, `CAD`, `kr.` */
const isCurrency = (text: string): boolean =>
  /^\p{L}{0,3}\p{Sc}\p{L}?$/u.test(text) ||
  CODES.has(text.toUpperCase()) ||
  WORDS.has(text.toLowerCase().replace(/\.$/, ''))

type Signs = ReturnType<typeof decimalSigns>

const known = new Map<string, Signs>()
function signsOf(locale: string): Signs {
  const signs = known.get(locale) ?? decimalSigns(locale)
  known.set(locale, signs)
  return signs
}

const FIGURES = /^[\d.,' \u066b\u066c]*\d[\d.,' \u066b\u066c]*$/

/** Digits and what stands between them. */
function readFigures(text: string, signs: Signs, isShare: boolean): TypedNumber | null {
  const figures = text.replace(/\s/g, ' ')
  if (!FIGURES.test(figures)) return null
  const kinds = [...new Set(figures.replace(/\d/g, ''))]
  const last = kinds.at(-1)
  if (last === undefined) return whole(figures)
  const at = figures.lastIndexOf(last)
  const isOnce = figures.indexOf(last) === at
  const before = figures.slice(0, at)
  const after = figures.slice(at + 1)
  if (kinds.length > 2 || (!isOnce && kinds.length === 2)) return null
  if (kinds.length === 2) return isDecimalSign(last) && isGrouped(before, kinds[0]!) ? decimal(before, after) : null
  if (!isOnce || !isDecimalSign(last)) return isGrouped(figures, last) ? whole(figures) : null
  // Where money and other numbers have different signs, neither is beyond doubt.
  const isUnclear = signs.some((sign) => sign !== last) && last !== '\u066b' && after.length >= 3
  const mayGroup = !isShare && !signs.includes(last) && isGrouped(figures, last)
  const read = mayGroup ? whole(figures) : decimal(before, after)
  return { ...read, isUnclear }
}

const isDecimalSign = (sign: string) => sign === '.' || sign === ',' || sign === '\u066b'

/** Thousands by threes, or as India counts them: `12,34,567`. No number that is grouped begins with a zero. */
function isGrouped(figures: string, sign: string): boolean {
  const parts = figures.split(sign)
  const inner = parts.slice(1, -1)
  const isThrees = inner.every((part) => part.length === 3) && parts[0]!.length <= 3
  const isIndian = inner.every((part) => part.length === 2) && parts[0]!.length <= 2
  return sign !== '\u066b' && /^[1-9]/.test(figures) && parts.at(-1)?.length === 3 && (isThrees || isIndian)
}

const digits = (text: string) => text.replace(/\D/g, '')
const whole = (text: string): TypedNumber => ({ value: digits(text).replace(/^0+(?=\d)/, ''), isUnclear: false })

function decimal(before: string, after: string): TypedNumber {
  const { value } = whole(before === '' ? '0' : before)
  return { value: after === '' ? value : `${value}.${digits(after)}`, isUnclear: false }
}
