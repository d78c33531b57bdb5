import { divideRounded, MAX_MINOR } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { FACTOR_DECIMALS } from '../kernel/scales.ts'
import type { TaxPart } from './tax-parts.ts'

/** A share of what it applies to (13 % is 130000n), or an amount in minor units; never negative. */
export type Discount = { percentE4: bigint } | { amount: bigint }

/** The rate of a line or an adjustment: one percentage, or several parts. Without a key it bears no tax. */
export interface Taxed {
  taxKey?: string | undefined
  taxPercentE4?: bigint | undefined
  taxParts?: readonly TaxPart[] | undefined
}

/** A document discount or charge; without a tax key of its own it is split over the rates of the lines. */
export type Adjustment = Discount & Taxed

/** `qtyE6` and `rateE6` are scaled by 10^6, the rate in major units. Without a tax key the line bears no tax. */
export interface TotalsLine extends Taxed {
  qtyE6: bigint
  rateE6: bigint
  discount?: Discount
  /** It takes off what another invoice billed already, with the tax as it stands there: an amount for each part of its rate. */
  deducted?: readonly bigint[]
}

export type TotalsReason =
  | 'no_minor_unit'
  | 'too_large'
  | 'negative'
  | 'over_100_percent'
  | 'discount_above_line'
  | 'tax_key_missing'
  | 'tax_rate_conflict'
  | 'negative_total'
  | 'discount_above_rate'

/** `field` is a path into the input: `lines.0.discount`, `charges.1`, `total`. */
export interface TotalsError {
  field: string
  reason: TotalsReason
}

/** 100 % scaled by 10^4. */
export const ONE_HUNDRED_PERCENT_E4 = 1_000_000n

/** The amount of each line: quantity times rate, rounded, less the line's discount. */
export function priceLines(lines: readonly TotalsLine[], decimals: number): Result<bigint[], TotalsError> {
  const amounts: bigint[] = []
  for (const [index, line] of lines.entries()) {
    const amount = priceLine(line, 10n ** BigInt(decimals), `lines.${index}`)
    if (!amount.ok) return amount
    amounts.push(amount.value)
  }
  return ok(amounts)
}

const SCALE_OF_QTY_TIMES_RATE = 10n ** BigInt(2 * FACTOR_DECIMALS)

function priceLine(line: TotalsLine, minorPerMajor: bigint, field: string): Result<bigint, TotalsError> {
  const gross = divideRounded(line.qtyE6 * line.rateE6 * minorPerMajor, SCALE_OF_QTY_TIMES_RATE)
  if (isTooLarge(gross)) return err({ field, reason: 'too_large' })
  if (!line.discount) return ok(gross)
  const discount = amountOf(line.discount, gross, `${field}.discount`)
  if (!discount.ok) return discount
  const reason = lineDiscountRefusal(line.discount, gross)
  if (reason) return err({ field: `${field}.discount`, reason })
  return ok(gross - discount.value)
}

function lineDiscountRefusal(discount: Discount, gross: bigint): TotalsReason | null {
  if ('percentE4' in discount) return discount.percentE4 > ONE_HUNDRED_PERCENT_E4 ? 'over_100_percent' : null
  return discount.amount > 0n && discount.amount > gross ? 'discount_above_line' : null
}

export interface PricedAdjustment extends Taxed {
  field: string
  amount: bigint
}

/** The amounts of document discounts or charges; a percent is of `base`, the sum of the line amounts. */
export function priceAdjustments(
  adjustments: readonly Adjustment[],
  base: bigint,
  kind: 'discounts' | 'charges',
): Result<PricedAdjustment[], TotalsError> {
  const priced: PricedAdjustment[] = []
  for (const [index, adjustment] of adjustments.entries()) {
    const field = `${kind}.${index}`
    const amount = amountOf(adjustment, base, field)
    if (!amount.ok) return amount
    const isOver = kind === 'discounts' && 'percentE4' in adjustment && adjustment.percentE4 > ONE_HUNDRED_PERCENT_E4
    if (isOver) return err({ field, reason: 'over_100_percent' })
    const { taxKey, taxPercentE4, taxParts } = adjustment
    priced.push({ field, amount: amount.value, taxKey, taxPercentE4, taxParts })
  }
  return ok(priced)
}

function amountOf(discount: Discount, base: bigint, field: string): Result<bigint, TotalsError> {
  const given = 'percentE4' in discount ? discount.percentE4 : discount.amount
  if (given < 0n) return err({ field, reason: 'negative' })
  const amount = 'percentE4' in discount ? divideRounded(base * given, ONE_HUNDRED_PERCENT_E4) : given
  return isTooLarge(amount) ? err({ field, reason: 'too_large' }) : ok(amount)
}

/** Whether an amount lies outside 2^53, in either direction. */
export function isTooLarge(amount: bigint): boolean {
  return amount > MAX_MINOR || amount < -MAX_MINOR
}
