import type { Found } from '../found.ts'
import { isTyped, moneyWord } from '../money-words.ts'
import type { Row } from './rows.ts'

const WORD = /(?<!\p{L})(?:RM|R\$|US\$|CA?\$|A\$|S\$|[A-Z]{3}|zł|kr|Fr\.)(?!\p{L})|[$€£¥￥₹₩₺₽₪₫₱฿円元]/gu

const CODE = /^\p{Lu}{3}$/u

/** The currency whose sign or code stands most often beside the figures of a receipt. None where there is none. */
export function receiptCurrency(rows: readonly Row[], country: string | undefined): Found | undefined {
  const seen = new Map<string, { count: number; isShared: boolean; found: Found['span'] }>()
  for (const { cells } of rows) {
    for (const { line, text } of cells) {
      if (!/\d|total|amount|price|betrag|summe/iu.test(text)) continue
      for (const { 0: word, index } of text.matchAll(WORD)) {
        const currency = moneyWord(word, country)?.currency
        if (!currency || (CODE.test(word) && !(isTyped(word) && isBeside(text, index, word.length)))) continue
        const known = seen.get(currency) ?? {
          count: 0,
          isShared: word === '$',
          found: { line, start: index, end: index + word.length },
        }
        seen.set(currency, { ...known, count: known.count + 1 })
      }
    }
  }
  const [best] = [...seen].toSorted(([, a], [, b]) => b.count - a.count)
  if (!best) return undefined
  const [value, { count, isShared, found: span }] = best
  return { value, confidence: isShared && !country ? 0.6 : seen.size > 1 && count < 2 ? 0.7 : 0.92, span }
}

/** A code of three letters is one of money only beside a figure. */
const isBeside = (text: string, at: number, length: number): boolean =>
  /^[\s:)]*\d/u.test(text.slice(at + length)) ||
  /\d\s*\(?$/u.test(text.slice(0, at)) ||
  /total|summe|amount/iu.test(text)
