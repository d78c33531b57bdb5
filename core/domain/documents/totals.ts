import { minorUnits } from '../kernel/currencies.ts'
import { roundToSum, sumOf } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import {
  type Adjustment,
  isTooLarge,
  type PricedAdjustment,
  priceAdjustments,
  priceLines,
  type TotalsError,
  type TotalsLine,
  type TotalsReason,
} from './pricing.ts'
import { groupByRate, type RateGroup } from './rate-groups.ts'
import { type PartTotal, sharesOf, sumOfTax, type TaxPart, taxOn, taxWithin } from './tax-parts.ts'

export type { Adjustment, Discount, Taxed, TotalsError, TotalsLine, TotalsReason } from './pricing.ts'

export interface TotalsInput {
  currency: string
  pricesIncludeTax: boolean
  lines: readonly TotalsLine[]
  discounts: readonly Adjustment[]
  charges: readonly Adjustment[]
}

/** What one rate taxes, in minor units; of a rate of several parts there is one for each, with its place among them. */
export interface TaxTotal extends PartTotal {
  key: string
  part?: number
}

/** Minor units. `amount` of a line is as priced (with tax if prices include it), `net` and all below without tax. */
export interface Totals {
  lines: { amount: bigint; net: bigint }[]
  subtotal: bigint
  discountTotal: bigint
  chargeTotal: bigint
  taxTotal: bigint
  total: bigint
  taxes: TaxTotal[]
}

/**
 * The totals of a document (DESIGN 7, C-42, MO8): each line rounded, less its discount; tax once per rate on the sum it
 * applies to. Always: sum of line nets = subtotal, and total = subtotal - discounts + charges + taxes, exactly.
 * Refused: amounts above 2^53, a negative total, a discount over 100 %, above its line or above what its rate applies to.
 */
export function computeTotals(input: TotalsInput): Result<Totals, TotalsError> {
  const sums = computeByRate(input)
  return sums.ok ? ok(sums.value.totals) : sums
}

/** What one rate of a document comes to, its parts one by one; minor units, without tax but for `taxes`. */
export interface RateSums {
  key: string | null
  parts: readonly TaxPart[]
  /** Of its lines, by their place, what was deducted included. */
  lines: { index: number; net: bigint }[]
  discount: bigint
  charge: bigint
  taxes: bigint[]
}

/** The same, and what each rate has of it. */
export function computeByRate(input: TotalsInput): Result<{ totals: Totals; rates: RateSums[] }, TotalsError> {
  const decimals = minorUnits(input.currency)
  if (decimals === null) return err({ field: 'currency', reason: 'no_minor_unit' })
  const amounts = priceLines(input.lines, decimals)
  if (!amounts.ok) return amounts
  const base = sumOf(amounts.value.filter((_, index) => !input.lines[index]!.deducted))
  const discounts = priceAdjustments(input.discounts, base, 'discounts')
  if (!discounts.ok) return discounts
  const charges = priceAdjustments(input.charges, base, 'charges')
  if (!charges.ok) return charges
  const groups = groupByRate(input.lines, amounts.value, discounts.value, charges.value)
  if (!groups.ok) return groups
  const above = discounts.value.find((discount) => takesBelowZero(discount, groups.value))
  if (above) return err({ field: above.field, reason: 'discount_above_rate' })
  const settle = input.pricesIncludeTax ? settleInclusive : settleExclusive
  const rates = groups.value.map((group) => deduct(settle(group, amounts.value), group, input.pricesIncludeTax))
  const totals = checked(summarise(groups.value, rates, amounts.value))
  return totals.ok ? ok({ totals: totals.value, rates: rateSums(groups.value, rates) }) : totals
}

const rateSums = (groups: readonly RateGroup[], rates: readonly SettledRate[]): RateSums[] =>
  groups.map(({ key, parts, lineIndexes, deductions }, at) => {
    const { nets, deducted = [], discount, charge, parts: taxes } = rates[at]!
    const lines = lineIndexes.map((index, rank) => ({ index, net: nets[rank]! }))
    const less = deductions.map(({ index }, rank) => ({ index, net: deducted[rank]! }))
    return { key, parts, lines: [...lines, ...less], discount, charge, taxes: taxes.map(({ tax }) => tax) }
  })

/** Tax that nobody owed cannot be given back by a discount: that is a credit note. */
const takesBelowZero = ({ amount, taxKey }: PricedAdjustment, groups: readonly RateGroup[]) =>
  amount > 0n && groups.some(({ key, lineSum, discount, charge }) => key === taxKey && lineSum + charge < discount)

/** A rate's sums without tax. */
interface SettledRate {
  nets: readonly bigint[]
  /** Of what was billed already. */
  deducted?: readonly bigint[]
  discount: bigint
  charge: bigint
  taxable: bigint
  parts: readonly PartTotal[]
}

function settleExclusive(group: RateGroup, amounts: readonly bigint[]): SettledRate {
  const taxable = group.lineSum - group.discount + group.charge
  return {
    nets: group.lineIndexes.map((index) => amounts[index]!),
    discount: group.discount,
    charge: group.charge,
    taxable,
    parts: taxOn(taxable, group.parts, sharesOf(group.parts)),
  }
}

/**
 * Tax is what is contained in the rate's gross sum. Taking it out of discounts and charges rounds each of them, so the
 * lines take up what is over; in a rate without lines the charges do.
 */
function settleInclusive(group: RateGroup, amounts: readonly bigint[]): SettledRate {
  const shares = sharesOf(group.parts)
  const within = (gross: bigint) => taxWithin(gross, group.parts, shares)
  const withoutTax = (gross: bigint) => gross - sumOfTax(within(gross))
  const gross = group.lineSum - group.discount + group.charge
  const taxable = withoutTax(gross)
  const discount = withoutTax(group.discount)
  const lines = group.lineIndexes.map((index) => amounts[index]!)
  const hasLines = lines.some((amount) => amount !== 0n)
  const charge = hasLines ? withoutTax(group.charge) : taxable + discount
  const nets = roundToSum(
    taxable + discount - charge,
    lines.map((amount) => amount * shares.whole),
    shares.whole + shares.sum,
  )
  return { nets, discount, charge, taxable, parts: within(gross) }
}

/**
 * What another invoice billed of this rate goes off with the tax that it charged, so that both together come to what one
 * would have come to, in each tax and to the cent.
 */
function deduct(settled: SettledRate, { parts, deductions }: RateGroup, isTaxInside: boolean): SettledRate {
  if (deductions.length === 0) return settled
  const deducted = deductions.map(({ amount, taxes }) => (isTaxInside ? amount + sumOf(taxes) : amount))
  const taken = parts.map((_, at) => sumOf(deductions.map(({ taxes }) => taxes[at] ?? 0n)))
  const net = sumOf(deducted)
  return {
    ...settled,
    deducted,
    taxable: settled.taxable + net,
    parts: settled.parts.map((part, at) => ({
      ...part,
      taxable: part.taxable + net - (parts[at]!.isCompound ? sumOf(taken.slice(0, at)) : 0n),
      tax: part.tax - taken[at]!,
    })),
  }
}

/** The refusal as a sentence for the person who typed it. */
export const TOTALS_MESSAGES: Readonly<Record<TotalsReason, string>> = {
  no_minor_unit: 'Use the three-letter code of a currency in use, such as CAD',
  too_large: 'This amount is too large',
  negative: 'Use zero or more',
  over_100_percent: 'A discount cannot be more than 100 %',
  discount_above_line: 'The discount is more than the line',
  tax_key_missing: 'Choose the tax rate',
  tax_rate_conflict: 'One tax rate was given with two percentages',
  negative_total: 'The total cannot be less than zero',
  discount_above_rate:
    'The discount is more than everything at its tax rate: take it off another rate, or write a credit note',
}

function summarise(groups: readonly RateGroup[], rates: readonly SettledRate[], amounts: readonly bigint[]): Totals {
  const lines = amounts.map((amount) => ({ amount, net: 0n }))
  for (const [at, group] of groups.entries()) {
    for (const [rank, index] of group.lineIndexes.entries()) lines[index]!.net = rates[at]!.nets[rank]!
    for (const [rank, { index }] of group.deductions.entries()) lines[index]!.net = rates[at]!.deducted![rank]!
  }
  const taxTotal = sumOf(rates.map((rate) => sumOfTax(rate.parts)))
  return {
    lines,
    subtotal: sumOf(lines.map((line) => line.net)),
    discountTotal: sumOf(rates.map((rate) => rate.discount)),
    chargeTotal: sumOf(rates.map((rate) => rate.charge)),
    taxTotal,
    total: sumOf(rates.map((rate) => rate.taxable)) + taxTotal,
    taxes: groups.flatMap((group, at) => taxTotals(group, rates[at]!)),
  }
}

/** Whatever is not charged on another part is charged on what the rate leaves without tax, to the cent. */
function taxTotals({ key, isSplit, parts: taxes }: RateGroup, { parts, taxable }: SettledRate): TaxTotal[] {
  if (key === null) return []
  return parts.map((total, part) => {
    const isOnParts = part > 0 && taxes[part]!.isCompound
    return { key, ...(isSplit ? { part } : {}), ...total, taxable: isOnParts ? total.taxable : taxable }
  })
}

function checked(totals: Totals): Result<Totals, TotalsError> {
  const { lines, taxes, ...sums } = totals
  const every = [...Object.values(sums), ...lines.map((line) => line.net), ...taxes.flatMap((t) => [t.taxable, t.tax])]
  if (every.some(isTooLarge)) return err({ field: 'total', reason: 'too_large' })
  return totals.total < 0n ? err({ field: 'total', reason: 'negative_total' }) : ok(totals)
}
