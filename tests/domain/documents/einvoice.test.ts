import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Adjustment, computeTotals, type Totals, type TotalsLine } from '../../../core/domain/documents/totals.ts'
import { parseScaled } from '../../../core/domain/kernel/decimal.ts'
import { parseMoney } from '../../../core/domain/kernel/money.ts'
import { FACTOR_DECIMALS, PERCENT_DECIMALS } from '../../../core/domain/kernel/scales.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'
import { all, parseXml, textAt, type XmlElement } from '../../support/xml.ts'

/** The lines whose printed net is not quantity x price of the same line: mistakes of the official documents themselves. */
const DISAGREEING: Record<string, Record<string, [computed: string, printed: string]>> = {
  'guide-example1.xml': { 20: ['109.98', '-109.98'] },
  'guide-example2.xml': { 1: ['2546.00', '1273.00'] },
  'guide-example3.xml': { 1: ['1600.00', '400.00'], 2: ['1600.00', '400.00'] },
  'sample-discount-price.xml': {},
  'ubl-tc434-example10.xml': { 20: ['109.98', '-109.98'] },
  'ubl-tc434-example2.xml': { 1: ['2546.00', '1273.00'] },
  'ubl-tc434-example3.xml': { 1: ['1600.00', '800.00'], 2: ['1600.00', '800.00'] },
}

describe.skipIf(!hasSharedData)('official invoices of EN 16931', () => {
  it.each(Object.keys(DISAGREEING))('MO8 %s: every printed document total and tax subtotal', (file) => {
    const invoice = read(file)
    const totals = documentTotals(invoice)
    expect(printedTotals(totals)).toEqual(readTotals(invoice))
  })

  it.each(Object.entries(DISAGREEING))('MO8 %s: lines from quantity and price', (file, disagreeing) => {
    const invoice = read(file)
    const found: Record<string, [bigint, bigint]> = {}
    for (const line of all(invoice, 'InvoiceLine')) {
      const computed = lineNet(invoice, line)
      const printed = money(invoice, textAt(line, 'LineExtensionAmount'))
      if (computed !== printed) found[textAt(line, 'ID')!] = [computed, printed]
    }
    const expected = Object.entries(disagreeing).map(([id, pair]) => [id, pair.map((text) => money(invoice, text))])
    expect(found).toEqual(Object.fromEntries(expected))
  })
})

const read = (file: string) => parseXml(readFileSync(join(SHARED_DATA, 'einvoice', file), 'utf8'))

function documentTotals(invoice: XmlElement): Totals {
  const lines = all(invoice, 'InvoiceLine').map((line): TotalsLine => {
    const [category] = all(line, 'Item', 'ClassifiedTaxCategory')
    return { qtyE6: 1_000_000n, rateE6: factor(textAt(line, 'LineExtensionAmount')), ...taxOf(category) }
  })
  const adjustments = all(invoice, 'AllowanceCharge')
  const of = (isWanted: boolean) =>
    adjustments.filter((each) => isCharge(each) === isWanted).map((each) => toAdjustment(invoice, each))
  return compute(invoice, lines, of(false), of(true))
}

function compute(invoice: XmlElement, lines: TotalsLine[], discounts: Adjustment[], charges: Adjustment[]): Totals {
  const found = computeTotals({ currency: currency(invoice), pricesIncludeTax: false, lines, discounts, charges })
  if (!found.ok) throw new Error(`${found.error.field}: ${found.error.reason}`)
  return found.value
}

/** Quantity x price / base quantity - allowances + charges, all of the same line. */
function lineNet(invoice: XmlElement, line: XmlElement): bigint {
  const base = factor(textAt(line, 'Price', 'BaseQuantity') ?? '1')
  expect(base).toBe(1_000_000n)
  const qtyE6 = factor(textAt(line, 'InvoicedQuantity'))
  const rateE6 = factor(textAt(line, 'Price', 'PriceAmount'))
  const sign = qtyE6 < 0n ? -1n : 1n
  const gross = compute(invoice, [{ qtyE6: qtyE6 * sign, rateE6 }], [], []).subtotal * sign
  return all(line, 'AllowanceCharge').reduce((net, each) => {
    const amount = money(invoice, textAt(each, 'Amount'))
    return isCharge(each) ? net + amount : net - amount
  }, gross)
}

function toAdjustment(invoice: XmlElement, element: XmlElement): Adjustment {
  return { amount: money(invoice, textAt(element, 'Amount')), ...taxOf(all(element, 'TaxCategory')[0]) }
}

function taxOf(category: XmlElement | undefined): { taxKey: string; taxPercentE4: bigint } {
  const taxPercentE4 = percent(category && (textAt(category, 'Percent') ?? '0'))
  return { taxKey: `${category && textAt(category, 'ID')} ${taxPercentE4}`, taxPercentE4 }
}

/** BR-CO-10 to 17: what the document prints. The second tax total, in the accounting currency, has no subtotals. */
function readTotals(invoice: XmlElement) {
  const amount = (...path: string[]) => money(invoice, textAt(invoice, ...path) ?? '0')
  const tax = all(invoice, 'TaxTotal').find((each) => all(each, 'TaxSubtotal').length > 0)!
  return {
    lineExtension: amount('LegalMonetaryTotal', 'LineExtensionAmount'),
    allowances: amount('LegalMonetaryTotal', 'AllowanceTotalAmount'),
    charges: amount('LegalMonetaryTotal', 'ChargeTotalAmount'),
    taxExclusive: amount('LegalMonetaryTotal', 'TaxExclusiveAmount'),
    taxInclusive: amount('LegalMonetaryTotal', 'TaxInclusiveAmount'),
    payable: amount('LegalMonetaryTotal', 'PayableAmount') + amount('LegalMonetaryTotal', 'PrepaidAmount'),
    tax: money(invoice, textAt(tax, 'TaxAmount')),
    subtotals: all(tax, 'TaxSubtotal').map((each) => ({
      key: taxOf(all(each, 'TaxCategory')[0]).taxKey,
      taxable: money(invoice, textAt(each, 'TaxableAmount')),
      tax: money(invoice, textAt(each, 'TaxAmount')),
    })),
  }
}

function printedTotals(totals: Totals): ReturnType<typeof readTotals> {
  return {
    lineExtension: totals.subtotal,
    allowances: totals.discountTotal,
    charges: totals.chargeTotal,
    taxExclusive: totals.subtotal - totals.discountTotal + totals.chargeTotal,
    taxInclusive: totals.total,
    payable: totals.total,
    tax: totals.taxTotal,
    subtotals: totals.taxes.map(({ key, taxable, tax }) => ({ key, taxable, tax })),
  }
}

const currency = (invoice: XmlElement) => textAt(invoice, 'DocumentCurrencyCode')!
const isCharge = (element: XmlElement) => ['true', '1'].includes(textAt(element, 'ChargeIndicator')!)

const factor = (text: string | undefined) => scaled(text, FACTOR_DECIMALS)
const percent = (text: string | undefined) => scaled(text, PERCENT_DECIMALS)

function scaled(text: string | undefined, decimals: number): bigint {
  const value = parseScaled(text ?? '', decimals)
  if (!value.ok) throw new Error(`${text}: ${value.error}`)
  return value.value
}

function money(invoice: XmlElement, text: string | undefined): bigint {
  const value = parseMoney(text ?? '', currency(invoice))
  if (!value.ok) throw new Error(`${text}: ${value.error}`)
  return value.value
}
