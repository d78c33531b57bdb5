import { allocate } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { PricedAdjustment, TotalsError, TotalsLine } from './pricing.ts'

/** All that one tax rate applies to, as priced; `key` is null for what bears no tax. */
export interface RateGroup {
  key: string | null
  percentE4: bigint
  lineIndexes: number[]
  lineSum: bigint
  discount: bigint
  charge: bigint
}

/** Lines and document adjustments by tax rate, in order of appearance. */
export function groupByRate(
  lines: readonly TotalsLine[],
  amounts: readonly bigint[],
  discounts: readonly PricedAdjustment[],
  charges: readonly PricedAdjustment[],
): Result<RateGroup[], TotalsError> {
  const groups = new Map<string | null, RateGroup>()
  for (const [index, line] of lines.entries()) {
    const group = openGroup(groups, line, `lines.${index}`)
    if (!group.ok) return group
    group.value.lineIndexes.push(index)
    group.value.lineSum += amounts[index]!
  }
  for (const adjustment of [...discounts, ...charges]) {
    if (adjustment.taxKey === undefined && adjustment.taxPercentE4 === undefined && groups.size > 0) continue
    const group = openGroup(groups, adjustment, adjustment.field)
    if (!group.ok) return group
  }
  for (const discount of discounts) spread(groups, discount, 'discount')
  for (const charge of charges) spread(groups, charge, 'charge')
  return ok([...groups.values()])
}

function openGroup(
  groups: Map<string | null, RateGroup>,
  of: { taxKey?: string | undefined; taxPercentE4?: bigint | undefined },
  field: string,
): Result<RateGroup, TotalsError> {
  if (of.taxKey === undefined && of.taxPercentE4 !== undefined) return err({ field, reason: 'tax_key_missing' })
  const percentE4 = of.taxPercentE4 ?? 0n
  if (percentE4 < 0n) return err({ field, reason: 'negative' })
  const key = of.taxKey ?? null
  const group = groups.get(key) ?? { key, percentE4, lineIndexes: [], lineSum: 0n, discount: 0n, charge: 0n }
  if (group.percentE4 !== percentE4) return err({ field, reason: 'tax_rate_conflict' })
  groups.set(key, group)
  return ok(group)
}

function spread(
  groups: Map<string | null, RateGroup>,
  adjustment: PricedAdjustment,
  side: 'discount' | 'charge',
): void {
  if (adjustment.taxKey !== undefined) {
    groups.get(adjustment.taxKey)![side] += adjustment.amount
    return
  }
  const all = [...groups.values()]
  const parts = allocate(
    adjustment.amount,
    all.map((group) => group.lineSum),
  )
  for (const [index, group] of all.entries()) group[side] += parts[index]!
}
