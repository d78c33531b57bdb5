import type { AdjustmentJson, DiscountJson } from '../../db/schema.ts'
import type { Adjustment, Discount, Taxed } from '../../domain/documents/totals.ts'
import { decimalMessage, parsePercent } from '../../domain/kernel/decimal.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { moneyMessage, parseMoney } from '../../domain/kernel/money.ts'
import { PERCENT_DECIMALS } from '../../domain/kernel/scales.ts'
import type { Settings, TaxRateSetting } from '../settings.ts'
import { domainParts } from './tax-parts.ts'

// What of a document is typed as a decimal, a discount or a charge: parsed, or refused with its field.

type AnyDiscount = { percent: string | number } | { amount: string | number }
type AnyAdjustment = AnyDiscount & { name?: string; tax_rate_id?: string | null | undefined }

export function parseAdjustment(input: AnyAdjustment, path: string, currency: string, settings: Settings) {
  const rate = findTaxRate(input.tax_rate_id, `${path}.tax_rate_id`, settings)
  const discount = parseDiscount(input, path, currency)
  const totals: Adjustment = { ...discount, ...taxOf(rate) }
  const json: AdjustmentJson = {
    ...discountJson(discount),
    ...(input.name ? { name: input.name } : {}),
    ...(rate ? printedRate(rate) : {}),
  }
  return { totals, json }
}

/** As it is kept with what it taxes, whatever becomes of it. */
const printedRate = ({ id, name, percentE4, parts }: TaxRateSetting) => ({
  tax_rate_id: id,
  tax_name: name,
  tax_percent_e4: String(percentE4),
  ...(parts ? { tax_parts: parts } : {}),
})

export function parseDiscount(input: AnyDiscount, path: string, currency: string): Discount {
  if ('percent' in input) return { percentE4: percent(input.percent, `${path}.percent`) }
  const amount = parseMoney(input.amount, currency)
  if (!amount.ok) throw invalid(`${path}.amount`, moneyMessage(amount.error, currency))
  return { amount: amount.value }
}

export const discountJson = (discount: Discount): DiscountJson =>
  'percentE4' in discount ? { percent_e4: String(discount.percentE4) } : { amount: String(discount.amount) }

export function taxOf(rate: TaxRateSetting | null): Taxed {
  if (!rate) return {}
  return rate.parts
    ? { taxKey: rate.id, taxParts: domainParts(rate.parts) }
    : { taxKey: rate.id, taxPercentE4: rate.percentE4 }
}

export function findTaxRate(id: string | null | undefined, field: string, settings: Settings): TaxRateSetting | null {
  if (!id) return null
  const rate = settings.taxRates.get(id)
  if (!rate) throw invalid(field, 'No such record')
  return rate
}

function percent(input: string | number, field: string): bigint {
  const value = parsePercent(input)
  if (!value.ok) throw invalid(field, decimalMessage(value.error, PERCENT_DECIMALS))
  return value.value
}
