import type { Found, Line, Occasion } from '../found.ts'
import { receiptCategory } from './category.ts'
import { receiptCurrency } from './currency.ts'
import { receiptDate } from './date.ts'
import { rowsOf } from './rows.ts'
import { receiptTax } from './tax.ts'
import { receiptTotal } from './total.ts'
import { receiptVendor } from './vendor.ts'

/** Vendors that a business knows, each with the category that it last gave to what it bought there. */
export interface KnownVendor {
  name: string
  category: string | null
}

export type ReceiptField = 'vendor' | 'date' | 'total' | 'tax' | 'currency' | 'category'
export type ReceiptFields = Partial<Record<ReceiptField, Found>>

/**
 * What the lines of a receipt say (H-AI-13): with positions as an eye reads them, without as they follow each other. What is not
 * printed is not there; the amounts are decimals as printed. What the business knows of its vendors counts before any rule.
 */
export function readReceipt(
  lines: readonly Line[],
  occasion: Occasion,
  vendors: readonly KnownVendor[] = [],
): ReceiptFields {
  const rows = rowsOf(lines)
  const vendor = receiptVendor(
    rows,
    vendors.map(({ name }) => name),
  )
  const total = receiptTotal(rows)
  const taught = vendor && vendors.find(({ name }) => name === vendor.value)?.category
  const category = taught
    ? { value: taught, confidence: 0.95, span: vendor.span }
    : receiptCategory(rows, vendor?.span.line)
  const found = {
    vendor,
    date: receiptDate(rows, occasion),
    total,
    tax: receiptTax(rows, total?.value),
    currency: receiptCurrency(rows, occasion.country),
    category,
  }
  return Object.fromEntries(Object.entries(found).filter(([, field]) => field !== undefined))
}
