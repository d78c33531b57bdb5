import { decimalOf, shifted } from '../numbers.ts'

/** Figures of money as they are printed: with decimals, or whole behind a sign of money that has none. */
const FIGURE =
  /(?<sign>[-−]\s?[£$€]?\s?)?(?<![\d.,])(?<digits>\d{1,3}(?:[ ,.]\d{3})+[.,]\s?\d{2}|\d{0,7}\s?[.,]\s?\d{2})(?!\d|[.,]\d|\s?%)(?<behind>-)?|[¥￥]\s?(?<yen>\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d.])|(?<![\d.,])(?<en>\d{1,3}(?:,\d{3})+|\d{1,7})\s?円/gu

export interface Money {
  /** Decimal, with a minus where money goes back. */
  value: string
  start: number
  end: number
}

export function moneyIn(text: string): Money[] {
  return [...text.matchAll(FIGURE)].map(({ 0: words, index, groups }) => {
    const digits = (groups?.digits ?? groups?.yen ?? groups?.en ?? '').replace(/\s/gu, '')
    const isBack = Boolean(groups?.sign ?? groups?.behind)
    const value = decimalOf(groups?.digits ? digits.replace(/^[.,]/u, '0.') : digits.replaceAll(',', ''))
    return { value: isBack ? `-${value}` : value, start: index, end: index + words.length }
  })
}

/** In hundredths, to compare and add. */
export const cents = (value: string): number =>
  value.startsWith('-') ? -Number(shifted(value.slice(1), 2)) : Number(shifted(value, 2))
