// Money whose thousands people part by a plain space.
const SPACED = '(?:EUR|euros?|CHF|PLN|SEK|NOK|DKK|CZK|HUF|kr|zł|Kč|Ft)'
const BEFORE_MONEY = `(?= ?(?:€|${SPACED}(?!\\p{L})))`
const BEHIND_MONEY = `(?<=(?:€|(?<!\\p{L})${SPACED}\\.?) ?)`
const IN_SPACES = '[1-9]\\d{0,2}(?: \\d{3}){1,4}'
/** Hundredths, or a sign that there are none: `50,-`, `1,25,000/-`. */
const NO_PART = '(?:[.,]-?|/)[-–—](?!\\d)'
const NUMBERS = [
  `(?<!\\d[ .,]?)${IN_SPACES}(?:[.,]\\d\\d(?!\\d)|${BEFORE_MONEY})`,
  `${BEHIND_MONEY}${IN_SPACES}(?![\\d.,]\\d|\\d)`,
  `(?<!\\d[.,]?)\\d{1,2}(?:,\\d\\d){1,4},\\d{3}(?:\\.\\d{1,2}(?:/-)?|${NO_PART})?(?![\\d,]\\d|\\d)`,
  `\\d{1,3}(?:[.,'’\\u00a0\\u202f]\\d{3})+(?:[.,]\\d{1,4}|${NO_PART})?(?!\\d)`,
  `\\d{1,15}(?:[.,]\\d{1,6}|${NO_PART})?(?!\\d)`,
]

/**
 * A number as somebody wrote it, up to fifteen digits; groups of three with a sign or a fixed space between them, with a
 * plain space where hundredths or money stand beside it, or as lakhs and crores: `1,23,456`. `50,-` is fifty.
 */
export const NUMBER = new RegExp(NUMBERS.join('|'), 'u')

/**
 * The decimal that written digits mean. A single sign before three digits parts thousands, as sums of money are
 * written, but for a currency of three decimals in a country that writes it so.
 */
export function decimalOf(written: string): string {
  const plain = written.replace(/['’\s\u00a0\u202f]|[.,/:][-–—]{1,2}$/gu, '')
  const at = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  if (at < 0) return trimmed(plain)
  const sign = plain.charAt(at)
  const isGroup =
    plain.indexOf(sign) !== at || (plain.length - at - 1 === 3 && !/^0[.,]/u.test(plain) && !hasOther(plain, sign))
  if (isGroup) return trimmed(plain.replace(/[.,]/gu, ''))
  return trimmed(`${plain.slice(0, at).replace(/[.,]/gu, '')}.${plain.slice(at + 1)}`)
}

const hasOther = (plain: string, sign: string) => plain.includes(sign === '.' ? ',' : '.')
const trimmed = (digits: string) => digits.replace(/^0+(?=\d)/u, '')

/** Times a power of ten, exactly. */
export function shifted(decimal: string, places: number): string {
  if (places === 0) return decimal
  const [whole = '', part = ''] = decimal.split('.')
  const digits = whole + part.padEnd(Math.max(places, 0), '0')
  const point = whole.length + places
  const all = point <= 0 ? '0'.repeat(1 - point) + digits : digits
  const at = Math.max(point, 1)
  const tail = all.slice(at).replace(/0+$/u, '')
  return trimmed(all.slice(0, at)) + (tail ? `.${tail}` : '')
}

const SMALL = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ')
const TENS = ' ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** What a single English number word means, below a hundred; `forty-five` is one word. */
export function smallNumber(word: string): number | null {
  const [first = '', second] = word.toLowerCase().split('-')
  const small = SMALL.indexOf(first)
  if (small >= 0) return second === undefined ? small : null
  const tens = TENS.indexOf(first)
  if (tens <= 0) return null
  const unit = second === undefined ? 0 : SMALL.indexOf(second)
  return second !== undefined && (unit < 1 || unit > 9) ? null : tens * 10 + unit
}
