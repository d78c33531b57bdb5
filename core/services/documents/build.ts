import type { DocumentInput, LineInput } from '../../contract/documents.ts'
import { newId } from '../../db/ids.ts'
import type { AdjustmentJson, DiscountJson, LineInsert, TaxJson } from '../../db/schema.ts'
import {
  type Adjustment,
  computeTotals,
  type Discount,
  TOTALS_MESSAGES,
  type Totals,
  type TotalsLine,
} from '../../domain/documents/totals.ts'
import { minorUnits } from '../../domain/kernel/currencies.ts'
import { parseScaled } from '../../domain/kernel/decimal.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { parseMoney } from '../../domain/kernel/money.ts'
import type { Settings, TaxRateSetting } from '../settings.ts'

export type MoneyPart = Pick<DocumentInput, 'currency' | 'prices_include_tax' | 'line_items' | 'discount' | 'charges'>
/** A row of lines that does not say yet of which document. */
export type BuiltLine = Omit<LineInsert, 'tenantId' | 'documentId'>
type AnyDiscount = { percent: string | number } | { amount: string | number }
type AnyAdjustment = AnyDiscount & { name?: string; tax_rate_id?: string | null | undefined }

/** The columns and lines that follow from what was typed: parsed, totalled, refused with the field when impossible. */
export function buildDocument(input: MoneyPart, settings: Settings) {
  const currency = documentCurrency(input.currency ?? settings.business.currency)
  const pricesIncludeTax = input.prices_include_tax ?? settings.business.prices_include_tax
  const lines = input.line_items.map((line, index) => parseLine(line, `line_items.${index}`, currency, settings))
  const discount = input.discount ? parseAdjustment(input.discount, 'discount', currency, settings) : null
  const charges = (input.charges ?? []).map((charge, index) =>
    parseAdjustment(charge, `charges.${index}`, currency, settings),
  )
  const totals = computeTotals({
    currency,
    pricesIncludeTax,
    lines: lines.map((line) => line.totals),
    discounts: discount ? [discount.totals] : [],
    charges: charges.map((charge) => charge.totals),
  })
  if (!totals.ok)
    throw invalid(totals.error.field.replace(/^lines/, 'line_items'), TOTALS_MESSAGES[totals.error.reason])
  return {
    columns: {
      currency,
      pricesIncludeTax,
      discount: discount?.json ?? null,
      charges: charges.map((charge) => charge.json),
      taxes: taxRows(totals.value, settings),
      ...sums(totals.value),
    },
    lines: lines.map((line, position) => ({ ...line.row, position, ...totals.value.lines[position]! })),
  }
}

const sums = (totals: Totals) => ({
  subtotal: totals.subtotal,
  discountTotal: totals.discountTotal,
  chargeTotal: totals.chargeTotal,
  taxTotal: totals.taxTotal,
  total: totals.total,
})

function documentCurrency(code: string): string {
  if (minorUnits(code) === null)
    throw invalid('currency', 'Use the three-letter code of a currency in use, such as CAD')
  return code
}

function parseLine(line: LineInput, path: string, currency: string, settings: Settings) {
  const rate = findTaxRate(line.tax_rate_id, `${path}.tax_rate_id`, settings)
  const discount = line.discount ? parseDiscount(line.discount, `${path}.discount`, currency) : null
  const totals: TotalsLine = {
    qtyE4: scaled(line.qty, `${path}.qty`),
    rateE4: scaled(line.rate, `${path}.rate`),
    ...(discount ? { discount } : {}),
    ...taxOf(rate),
  }
  const row: Omit<BuiltLine, 'position' | 'amount' | 'net'> = {
    id: newId(),
    name: line.name,
    description: line.description ?? null,
    qtyE4: totals.qtyE4,
    rateE4: totals.rateE4,
    discount: discount && discountJson(discount),
    taxRateId: rate?.id ?? null,
    taxName: rate?.name ?? null,
    taxPercentE4: rate?.percentE4 ?? null,
  }
  return { totals, row }
}

function parseAdjustment(input: AnyAdjustment, path: string, currency: string, settings: Settings) {
  const rate = findTaxRate(input.tax_rate_id, `${path}.tax_rate_id`, settings)
  const discount = parseDiscount(input, path, currency)
  const totals: Adjustment = { ...discount, ...taxOf(rate) }
  const json: AdjustmentJson = {
    ...discountJson(discount),
    ...(input.name ? { name: input.name } : {}),
    ...(rate ? { tax_rate_id: rate.id, tax_name: rate.name, tax_percent_e4: String(rate.percentE4) } : {}),
  }
  return { totals, json }
}

function parseDiscount(input: AnyDiscount, path: string, currency: string): Discount {
  if ('percent' in input) return { percentE4: scaled(input.percent, `${path}.percent`) }
  const amount = parseMoney(input.amount, currency)
  if (!amount.ok) throw invalid(`${path}.amount`, `Not an amount in ${currency}, such as 200 with its decimals`)
  return { amount: amount.value }
}

const discountJson = (discount: Discount): DiscountJson =>
  'percentE4' in discount ? { percent_e4: String(discount.percentE4) } : { amount: String(discount.amount) }

const taxOf = (rate: TaxRateSetting | null) => (rate ? { taxKey: rate.id, taxPercentE4: rate.percentE4 } : {})

function findTaxRate(id: string | null | undefined, field: string, settings: Settings): TaxRateSetting | null {
  if (!id) return null
  const rate = settings.taxRates.get(id)
  if (!rate) throw invalid(field, 'No such record')
  return rate
}

function scaled(input: string | number, field: string): bigint {
  const value = parseScaled(input, 4)
  if (!value.ok) throw invalid(field, 'Use a number with up to 4 decimals and a point, such as 1.5')
  return value.value
}

function taxRows(totals: Totals, settings: Settings): TaxJson[] {
  return totals.taxes
    .filter((tax) => settings.taxRates.has(tax.key))
    .map((tax) => ({
      name: settings.taxRates.get(tax.key)!.name,
      percent_e4: String(tax.percentE4),
      taxable: String(tax.taxable),
      tax: String(tax.tax),
    }))
}
