import { priceLines } from '../documents/pricing.ts'
import { sharesOf, sumOfTax, type TaxPart, taxWithin } from '../documents/tax-parts.ts'
import type { RateSums, TotalsInput, TotalsLine } from '../documents/totals.ts'
import { minorUnits } from '../kernel/currencies.ts'
import { formatScaled } from '../kernel/decimal.ts'
import { divideRounded, sumOf } from '../kernel/money.ts'
import { FACTOR_DECIMALS } from '../kernel/scales.ts'
import type { BilledLine, BilledRate } from './billed.ts'

type LineSums = Pick<BilledLine, 'qtyE6' | 'rateE6' | 'net' | 'discount' | 'rate'>

/** What each line of a document comes to without tax, and what of that was taken off it before; `rate` is the place of its rate. */
export function billedLines(input: TotalsInput, rates: readonly RateSums[]): LineSums[] {
  const decimals = minorUnits(input.currency) ?? 0
  const priced = priceLines(input.lines, decimals)
  if (!priced.ok) throw new Error(priced.error.reason)
  return input.lines.map((line, index) => {
    const rate = rates.findIndex(({ lines }) => lines.some((each) => each.index === index))
    const { net } = rates[rate]!.lines.find((each) => each.index === index)!
    const off = grossOf(line, decimals) - priced.value[index]!
    const discount = input.pricesIncludeTax ? withoutTax(off, rates[rate]!.parts) : off
    return { qtyE6: line.qtyE6, rateE6: line.rateE6, net, discount, rate }
  })
}

const grossOf = ({ qtyE6, rateE6 }: TotalsLine, decimals: number) =>
  divideRounded(qtyE6 * rateE6 * 10n ** BigInt(decimals), 10n ** BigInt(2 * FACTOR_DECIMALS))

const withoutTax = (gross: bigint, parts: readonly TaxPart[]) =>
  gross - sumOfTax(taxWithin(gross, parts, sharesOf(parts)))

/** What each rate has of discounts, charges and tax; without a key it is none. */
export const billedSums = (sums: RateSums): Pick<BilledRate, 'percent' | 'discount' | 'charge' | 'tax'> => ({
  percent: sums.key === null ? null : percentOf(sums.parts),
  discount: sums.discount,
  charge: sums.charge,
  tax: sumOf(sums.taxes),
})

const PERCENT_DECIMALS_MAX = 6

/** All parts of a rate as one percentage; compound ones may come to more decimals than anybody reads. */
export function percentOf(parts: readonly TaxPart[]): string {
  const { sum, whole } = sharesOf(parts)
  const scaled = divideRounded(sum * 10n ** BigInt(PERCENT_DECIMALS_MAX + 2), whole)
  return formatScaled(scaled, PERCENT_DECIMALS_MAX, { trim: true })
}
