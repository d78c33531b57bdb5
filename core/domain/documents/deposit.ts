import { allocate, divideRounded, sumOf } from '../kernel/money.ts'
import { type Discount, ONE_HUNDRED_PERCENT_E4 } from './pricing.ts'
import type { Totals } from './totals.ts'

/** What one rate comes to with its tax; `key` is null for what bears none. */
export interface RateShare {
  key: string | null
  gross: bigint
}

/** What each rate of a document comes to, its tax and its share of discounts and charges inside. Together they are the total. */
export function sharesOfTotal({ taxes, total }: Pick<Totals, 'taxes' | 'total'>): RateShare[] {
  const byKey = new Map<string, bigint>()
  for (const { key, part = 0, taxable, tax } of taxes)
    byKey.set(key, (byKey.get(key) ?? 0n) + (part === 0 ? taxable : 0n) + tax)
  const shares = [...byKey].map(([key, gross]): RateShare => ({ key, gross }))
  const untaxed = total - sumOf(shares.map(({ gross }) => gross))
  return untaxed === 0n ? shares : [...shares, { key: null, gross: untaxed }]
}

/** The deposit that is asked for of a total: at most all of it. */
export function depositOf(asked: Discount, total: bigint): bigint {
  const amount = 'percentE4' in asked ? divideRounded(total * asked.percentE4, ONE_HUNDRED_PERCENT_E4) : asked.amount
  return amount < total ? amount : total
}

/** A deposit, split over the rates in proportion to what they come to, so that it bears the tax that it pays of. */
export function splitDeposit(deposit: bigint, shares: readonly RateShare[]): RateShare[] {
  const weights = shares.map(({ gross }) => (gross > 0n ? gross : 0n))
  const parts = allocate(deposit, weights)
  return shares.flatMap(({ key }, index) => (parts[index]! === 0n ? [] : [{ key, gross: parts[index]! }]))
}
