import { allocate } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { PricedAdjustment, Taxed, TotalsError, TotalsLine } from './pricing.ts'
import type { TaxPart } from './tax-parts.ts'

/** All that one tax rate applies to, as priced; `key` is null for what bears no tax. */
export interface RateGroup {
  key: string | null
  parts: readonly TaxPart[]
  /** Whether its parts are said one by one. */
  isSplit: boolean
  lineIndexes: number[]
  lineSum: bigint
  discount: bigint
  charge: bigint
  deductions: Deduction[]
}

/** A line that takes off what was billed already; its amount is less than zero, its taxes are what was charged. */
export interface Deduction {
  index: number
  amount: bigint
  taxes: readonly bigint[]
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
    const amount = amounts[index]!
    if (line.deducted) {
      group.value.deductions.push({ index, amount, taxes: line.deducted })
      continue
    }
    group.value.lineIndexes.push(index)
    group.value.lineSum += amount
  }
  for (const adjustment of [...discounts, ...charges]) {
    if (adjustment.taxKey === undefined && !isTaxed(adjustment) && groups.size > 0) continue
    const group = openGroup(groups, adjustment, adjustment.field)
    if (!group.ok) return group
  }
  for (const discount of discounts) spread(groups, discount, 'discount')
  for (const charge of charges) spread(groups, charge, 'charge')
  return ok([...groups.values()])
}

function openGroup(groups: Map<string | null, RateGroup>, of: Taxed, field: string): Result<RateGroup, TotalsError> {
  if (of.taxKey === undefined && isTaxed(of)) return err({ field, reason: 'tax_key_missing' })
  const parts = of.taxParts ?? [{ percentE4: of.taxPercentE4 ?? 0n, isCompound: false }]
  if (parts.some(({ percentE4 }) => percentE4 < 0n)) return err({ field, reason: 'negative' })
  const group = groups.get(of.taxKey ?? null) ?? newGroup(of, parts)
  if (!isSame(group.parts, parts)) return err({ field, reason: 'tax_rate_conflict' })
  groups.set(group.key, group)
  return ok(group)
}

const isTaxed = ({ taxPercentE4, taxParts }: Taxed) => taxPercentE4 !== undefined || taxParts !== undefined

const newGroup = ({ taxKey, taxParts }: Taxed, parts: readonly TaxPart[]): RateGroup => ({
  key: taxKey ?? null,
  parts,
  isSplit: taxParts !== undefined,
  lineIndexes: [],
  lineSum: 0n,
  discount: 0n,
  charge: 0n,
  deductions: [],
})

const isSame = (one: readonly TaxPart[], other: readonly TaxPart[]) =>
  one.length === other.length &&
  one.every(
    ({ percentE4, isCompound }, at) => other[at]!.percentE4 === percentE4 && other[at]!.isCompound === isCompound,
  )

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
