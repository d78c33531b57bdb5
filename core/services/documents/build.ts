import type { DocumentInput } from '../../contract/documents.ts'
import type { TaxJson } from '../../db/schema.ts'
import { computeOffer } from '../../domain/documents/offer.ts'
import { TOTALS_MESSAGES, type Totals } from '../../domain/documents/totals.ts'
import { minorUnits } from '../../domain/kernel/currencies.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import type { Settings, TaxRateSetting } from '../settings.ts'
import { parseAdjustment } from './adjustments.ts'
import { parseLine, type Whole } from './lines.ts'

export type MoneyPart = Pick<DocumentInput, 'currency' | 'prices_include_tax' | 'line_items' | 'discount' | 'charges'>
/** The columns and lines that follow from what was typed: parsed, totalled, refused with the field when impossible. */
export function buildDocument(input: Whole<MoneyPart>, settings: Settings) {
  const currency = documentCurrency(input.currency ?? settings.business.currency)
  const pricesIncludeTax = input.prices_include_tax ?? settings.business.prices_include_tax
  const lines = input.line_items.map((line, index) => parseLine(line, `line_items.${index}`, currency, settings))
  const discount = input.discount ? parseAdjustment(input.discount, 'discount', currency, settings) : null
  const charges = (input.charges ?? []).map((charge, index) =>
    parseAdjustment(charge, `charges.${index}`, currency, settings),
  )
  const totals = computeOffer({
    currency,
    pricesIncludeTax,
    lines: lines.map((line) => line.totals),
    discounts: discount ? [discount.totals] : [],
    charges: charges.map((charge) => charge.totals),
  })
  if (!totals.ok)
    throw invalid(
      totals.error.field.replace(/^lines/, 'line_items').replace(/^discounts\.0/, 'discount'),
      TOTALS_MESSAGES[totals.error.reason],
    )
  return {
    columns: {
      currency,
      pricesIncludeTax,
      discount: discount?.json ?? null,
      charges: charges.map((charge) => charge.json),
      taxes: taxRows(totals.value, settings.taxRates),
      ...sumColumns(totals.value),
    },
    lines: lines.map((line, position) => ({ ...line.row, position, ...totals.value.lines[position]! })),
  }
}

export const sumColumns = (totals: Totals) => ({
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

/** Each part of a rate is printed by its own name. */
const taxName = ({ name, parts }: TaxRateSetting, part: number | undefined) =>
  part === undefined ? name : (parts?.[part]?.name ?? name)

/** What each tax comes to, by its name; `rates` are those that the document was computed with. */
export function taxRows(totals: Totals, rates: ReadonlyMap<string, TaxRateSetting>): TaxJson[] {
  return totals.taxes
    .filter((tax) => rates.has(tax.key))
    .map((tax) => ({
      name: taxName(rates.get(tax.key)!, tax.part),
      percent_e4: String(tax.percentE4),
      taxable: String(tax.taxable),
      tax: String(tax.tax),
    }))
}
