import { minorUnits } from '../../kernel/currencies.ts'
import type { Found, Line, Occasion } from '../found.ts'
import { addedUp } from './added-up.ts'
import { categoryOf } from './category.ts'
import { currencyOf, decimalsOf } from './currency.ts'
import { dateOf } from './date.ts'
import { placeOf } from './place.ts'
import { type Row, rowsOf } from './rows.ts'
import { isSentence, saidVendor } from './said-vendor.ts'
import type { Sum } from './sums.ts'
import { type KnownVendor, knownVendor } from './taught.ts'
import { ratesIn, taxOf } from './tax.ts'
import { otherPaper } from './titles.ts'
import { DOUBTED, type Total } from './total.ts'
import { vendorOf } from './vendor.ts'

export type { KnownVendor } from './taught.ts'
export type ReceiptField = 'vendor' | 'date' | 'total' | 'tax' | 'currency' | 'category'
export type ReceiptFields = Partial<Record<ReceiptField, Found>>

/**
 * What the lines of a receipt say (H-AI-13), with their places on the paper or without: the date as ISO 8601, sums as decimals
 * in whole money, the currency as ISO 4217, the rest as text. What is not printed is not there. What the business knows of its
 * vendors counts before any rule. The words are data: nothing that they ask for is done.
 */
export function readReceipt(
  lines: readonly Line[],
  occasion: Occasion,
  vendors: readonly KnownVendor[] = [],
): ReceiptFields {
  const rows = rowsOf(lines)
  const place = placeOf(rows, occasion.country)
  const { country } = place
  const { sums, total: added } = addedUp(rows, decimalsOf(currencyOf(rows, country, 0)?.value), country)
  const total = added && isReturned(rows, sums, added) ? doubted(added) : added
  const named = rows.map((row) => (isSentence(row.text) ? { ...row, text: '', cells: [] } : row))
  const known = knownVendor(named, vendors)
  const isTold = isSentence(rows[0]?.text ?? '')
  const found = {
    vendor: known?.found ?? (isTold ? undefined : vendorOf(named)) ?? saidVendor(rows, vendors),
    date: dateOf(rows, occasion.received, place),
    ...inCoins(
      total && { value: total.value, confidence: total.confidence, span: total.span },
      taxOf(sums, (at) => ratesIn(rows[at]?.text ?? ''), total),
      total && currencyOf(rows, country, total.at),
    ),
    category: known?.vendor.category
      ? { ...known.found, value: known.vendor.category }
      : categoryOf(rows, namesOf(vendors)),
  }
  return Object.fromEntries(Object.entries(found).filter(([, field]) => field !== undefined))
}

const doubted = <F extends Found>(found: F): F => ({ ...found, confidence: Math.min(found.confidence, DOUBTED) })

/** It came back, or was never taken, and no minus says so. */
const isReturned = (rows: readonly Row[], sums: readonly Sum[], { units }: Total): boolean =>
  units > 0 && otherPaper(rows, sums) === 'returned'

/** `¥1,080.00` is 1080, the least coin being the yen; of a sum in parts of it either the sum or the currency is another. */
function inCoins(total: Found | undefined, tax: Found | undefined, currency: Found | undefined): ReceiptFields {
  const decimals = currency ? minorUnits(currency.value) : null
  const sums = { total: total && cut(total, decimals), tax: tax && cut(tax, decimals) }
  const isWhole = [sums.total, sums.tax].every((sum) => !sum || decimals === null || partOf(sum.value) <= decimals)
  return Object.fromEntries(
    Object.entries({ ...sums, currency }).flatMap(([name, found]) =>
      found ? [[name, isWhole ? found : doubted(found)]] : [],
    ),
  )
}
const partOf = (value: string): number => value.split('.')[1]?.length ?? 0
function cut(found: Found, decimals: number | null): Found {
  const [whole = '', part = ''] = found.value.split('.')
  if (decimals === null || /[^0]/.test(part.slice(decimals)) || part.length <= decimals) return found
  return { ...found, value: decimals === 0 ? whole : `${whole}.${part.slice(0, decimals)}` }
}

/** How a business calls its categories, that of most vendors first. */
const namesOf = (vendors: readonly KnownVendor[]): string[] =>
  [...Map.groupBy(vendors, ({ category }) => category ?? '')]
    .filter(([name]) => name !== '')
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name]) => name)
