const NUMBER = /^\p{Sc}?[+\-\u2212]?\p{Sc}?(\d[\d.,]*)\p{Sc}?$/u
const DIGITS_MAX = 18
/** Thousands that are parted by a space or an apostrophe, which would part the words of a search. */
const PARTED = /(?<![\d.,])\d{1,3}(?:[\s'\u2019]\d{3})+(?![\d])/gu

/** A search as its words, an amount being one of them: `müller 1 049,95`. */
export const wordsOf = (typed: string): string[] =>
  typed
    .normalize('NFKC')
    .replace(PARTED, (amount) => amount.replace(/\D/gu, ''))
    .split(/\s+/u)
    .filter((word) => word !== '')

/** What a word may mean as an amount, whoever typed it: `1.250` is 1250 to some and 1.25 to others. None for other words. */
export function amountReadings(word: string): string[] {
  const digits = NUMBER.exec(word)?.[1]?.replace(/[.,]+$/, '')
  if (!digits || digits.length > DIGITS_MAX) return []
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  const whole = digits.replace(/[.,]/g, '')
  if (last < 0) return [whole]
  const fraction = digits.slice(last + 1)
  const isGrouped = /^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/.test(digits)
  const isDecimal = digits.indexOf(digits.charAt(last)) === last
  const decimal = `${digits.slice(0, last).replace(/[.,]/g, '')}.${fraction}`
  return [...(isGrouped ? [whole] : []), ...(isDecimal ? [decimal] : [])]
}
