import type { z } from 'zod'
import type { OfferLine } from '../../domain/documents/offer.ts'
import type { Adjustment, Discount } from '../../domain/documents/totals.ts'
import type { TaxRateSetting } from '../settings.ts'
import { taxOf } from './adjustments.ts'
import type { DiscountRow } from './decimals.ts'
import type { LineRow } from './lines.ts'
import type { AdjustmentRow } from './rows.ts'

// A document as it was written, computed again: by the rates that stand on it, not by what they are now.

type StoredLine = Pick<
  z.infer<typeof LineRow>,
  'qty_e6' | 'rate_e6' | 'discount' | 'tax_rate_id' | 'tax_name' | 'tax_percent_e4' | 'tax_parts' | 'deduction'
>
type StoredAdjustment = z.infer<typeof AdjustmentRow>

export interface StoredDocument {
  lines: readonly StoredLine[]
  discount: StoredAdjustment | null
  charges: readonly StoredAdjustment[]
}

/** The rates that stand on a document, by their ids. */
export function storedRates({ lines, discount, charges }: StoredDocument): ReadonlyMap<string, TaxRateSetting> {
  const rates = new Map<string, TaxRateSetting>()
  for (const { tax_rate_id, tax_name, tax_percent_e4, tax_parts } of [
    ...(discount ? [discount] : []),
    ...charges,
    ...lines,
  ])
    if (tax_rate_id)
      rates.set(tax_rate_id, {
        id: tax_rate_id,
        name: tax_name ?? '',
        percentE4: BigInt(tax_percent_e4 ?? 0),
        parts: tax_parts ?? null,
      })
  return rates
}

type Rates = ReadonlyMap<string, TaxRateSetting>

export const storedLine = (line: StoredLine, rates: Rates): OfferLine => ({
  qtyE6: line.qty_e6,
  rateE6: line.rate_e6,
  ...(line.discount ? { discount: storedDiscount(line.discount) } : {}),
  ...taxOf(rates.get(line.tax_rate_id ?? '') ?? null),
  ...(line.deduction ? { deducted: line.deduction.taxes.map(BigInt) } : {}),
})

export const storedAdjustment = (adjustment: StoredAdjustment, rates: Rates): Adjustment => ({
  ...storedDiscount(adjustment),
  ...taxOf(rates.get(adjustment.tax_rate_id ?? '') ?? null),
})

export const storedDiscount = (discount: z.infer<typeof DiscountRow>): Discount =>
  'percent_e4' in discount ? { percentE4: BigInt(discount.percent_e4) } : { amount: BigInt(discount.amount) }
