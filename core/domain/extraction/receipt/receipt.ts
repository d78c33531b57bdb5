import type { Found, Line, Occasion } from '../found.ts'
import { addedUp } from './added-up.ts'
import { categoryOf } from './category.ts'
import { currencyOf, decimalsOf } from './currency.ts'
import { dateOf } from './date.ts'
import { placeOf } from './place.ts'
import { rowsOf } from './rows.ts'
import { type KnownVendor, knownVendor } from './taught.ts'
import { ratesIn, taxOf } from './tax.ts'
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
  const { country, order, isOrderKnown } = placeOf(rows, occasion.country)
  const { sums, total } = addedUp(rows, decimalsOf(currencyOf(rows, country, 0)?.value), country)
  const known = knownVendor(rows, vendors)
  const found = {
    vendor: known?.found ?? vendorOf(rows),
    date: dateOf(rows, occasion.received, order, isOrderKnown),
    total: total && { value: total.value, confidence: total.confidence, span: total.span },
    tax: taxOf(sums, (at) => ratesIn(rows[at]?.text ?? ''), total),
    currency: total && currencyOf(rows, country, total.at),
    category: known?.vendor.category
      ? { ...known.found, value: known.vendor.category }
      : categoryOf(rows, namesOf(vendors)),
  }
  return Object.fromEntries(Object.entries(found).filter(([, field]) => field !== undefined))
}

/** How a business calls its categories, that of most vendors first. */
const namesOf = (vendors: readonly KnownVendor[]): string[] =>
  [...Map.groupBy(vendors, ({ category }) => category ?? '')]
    .filter(([name]) => name !== '')
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name]) => name)
