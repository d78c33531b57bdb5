import type { Found } from '../found.ts'
import { moneyWord } from '../money-words.ts'
import { isTip, type Kind } from './labels.ts'
import type { Sum } from './sums.ts'

/** What a label alone is worth. */
const POINTS: Partial<Record<Kind, number>> = { grand: 3, total: 2, amount: 1 }
/** Sums differ by so much when each line was rounded for itself, in the smallest coin. */
const SLACK = 1
/** Of one that nothing else contends with. */
const LEAD_ALONE = 9

export interface Total extends Found {
  units: number
  at: number
}

/** What was paid in all: what is called so, and agrees with what was handed over, what came back, and what was added up. */
export function totalOf(sums: readonly Sum[]): Total | undefined {
  const named = sums.filter((sum) => isCandidate(sum, sums))
  if (named.length === 0) return unnamed(sums)
  const ranked = named
    .map((sum) => ({ sum, points: pointsOf(sum, sums) - (isForeign(sum, named) ? 2 : 0) }))
    .toSorted((a, b) => b.points - a.points || b.sum.at - a.sum.at)
  const [best] = ranked
  if (!best) return undefined
  const rival = ranked.find(({ sum }) => sum.units !== best.sum.units)
  const confidence = confidenceOf(best.points, rival ? best.points - rival.points : LEAD_ALONE)
  const tips = tipsBehind(best.sum, sums)
  const isLess = isLessened(best.sum, sums) || tips.length > 0
  return found(withTip(best.sum, tips, named) ?? best.sum, isLess ? Math.min(confidence, LESSENED) : confidence)
}

/** Of a slip that was signed when the card was charged: `Total 43.20, Visa 43.20, Tip 8.00, Total 51.20`. */
const tipsBehind = ({ at }: Sum, sums: readonly Sum[]): Sum[] =>
  sums.filter((one) => one.at > at && one.kind === 'service' && one.units !== 0 && isTip(one.label))
const withTip = ({ units }: Sum, tips: readonly Sum[], named: readonly Sum[]): Sum | undefined =>
  named.find((later) => tips.some((tip) => later.at > tip.at && later.units === units + tip.units))

/** It is called a total; or nothing, but is what was added up. */
function isCandidate(sum: Sum, sums: readonly Sum[]): boolean {
  if (sum.inSummary || sum.units === 0) return false
  if (sum.kind === 'none') return isAddedUp(sum, sums)
  return Boolean(POINTS[sum.kind]) && !isTaxWithin(sum, sums)
}

/** `TOTAL INCLUDES 6% GST 1.44` below a total of 25.40; `TOTAL INCLUDES GST 0% 25.40` is that total. */
export const isTaxWithin = ({ label, units }: Sum, sums: readonly Sum[]): boolean =>
  /incl/.test(label) &&
  sums.some((one) => POINTS[one.kind] && !one.inSummary && Math.abs(one.units) > Math.abs(units) * 3)

const found = ({ value, units, span, at, isDoubtful }: Sum, confidence: number): Total => ({
  ...{ value, span, units, at },
  confidence: isDoubtful ? Math.min(confidence, DOUBTED) : confidence,
})
/** Of a figure that may mean another sum. */
export const DOUBTED = 0.6

const confidenceOf = (points: number, lead: number): number => {
  if (points >= 5 && lead >= 2) return 0.97
  if (points >= 4 && lead >= 1) return 0.9
  if (points >= 3 && lead >= 1) return 0.8
  return lead > 0 ? 0.65 : 0.5
}

function pointsOf(sum: Sum, sums: readonly Sum[]): number {
  const before = sums.filter(({ inSummary }) => !inSummary)
  let points = POINTS[sum.kind] ?? 0
  if (isPaid(sum, sums)) points += 2
  if (isAddedUp(sum, before)) points += 2
  points += roundingPoints(sum, before)
  if (before.some((one) => one !== sum && one.units === sum.units && POINTS[one.kind])) points += 1
  if (sum.units < 0 && before.some(({ units, kind }) => units > 0 && POINTS[kind])) points -= 2
  return points
}

/** The same total again in other money. */
function isForeign({ sign }: Sum, named: readonly Sum[]): boolean {
  const first = named.find((one) => one.sign !== undefined)?.sign
  return sign !== undefined && first !== undefined && codeOf(sign) !== codeOf(first)
}
const codeOf = (sign: string): string | undefined => moneyWord(sign, undefined)?.currency

/** A coupon came off it: what some call a discount is, to others, a way to have paid. */
const isLessened = ({ at }: Sum, sums: readonly Sum[]): boolean =>
  sums.some(
    (one) => one.kind === 'discount' && one.units !== 0 && !one.inSummary && one.at < at && isAfterSubtotal(one, sums),
  )
const isAfterSubtotal = ({ at }: Sum, sums: readonly Sum[]): boolean =>
  sums.some(({ kind, at: place }) => kind === 'subtotal' && place < at)
/** No more than likely. */
const LESSENED = 0.8

/** It is what was handed over, or what is left of that without the change. */
function isPaid(sum: Sum, sums: readonly Sum[]): boolean {
  const own = Math.abs(sum.units)
  const paid = sums.filter(({ kind }) => kind === 'paid').map(({ units }) => Math.abs(units))
  const change = sums.filter(({ kind }) => kind === 'change').map(({ units }) => Math.abs(units))
  const sumPaid = paid.reduce((all, one) => all + one, 0)
  if (change.some((back) => back > 0))
    return [...paid, sumPaid].some((given) => change.includes(given - own) && given > own)
  return paid.includes(own) || (paid.length > 1 && sumPaid === own)
}

/** No receipt has more rows between its first sum and its last. */
const NEAR = 12

/** It is a sum above it with what stands between the two: tax, service, tip, discount, rounding. */
function isAddedUp(sum: Sum, sums: readonly Sum[]): boolean {
  const above = sums.filter(({ at }) => at < sum.at).slice(-NEAR)
  return above.some((base, from) => {
    if (base.kind !== 'subtotal' && base.kind !== 'total' && base.kind !== 'grand') return false
    const between = above.slice(from + 1).filter(({ kind }) => ADDED.has(kind))
    if (!between.some(({ units }) => units !== 0)) return false
    const added = between.reduce((all, { units, kind }) => all + (kind === 'discount' ? -Math.abs(units) : units), 0)
    return Math.abs(base.units + added - sum.units) <= SLACK
  })
}
const ADDED: ReadonlySet<Kind> = new Set<Kind>(['tax', 'service', 'discount', 'rounding'])

/** What was rounded counts as it was rounded: what the customer paid. */
function roundingPoints(sum: Sum, sums: readonly Sum[]): number {
  const by = sums.filter(({ kind, units }) => kind === 'rounding' && units !== 0).map(({ units }) => Math.abs(units))
  const rest = sums.filter((one) => one.units !== sum.units)
  const differsFrom = (kinds: readonly Kind[], direction: (gap: number) => boolean) =>
    rest.some(
      (one) => kinds.includes(one.kind) && by.includes(Math.abs(one.units - sum.units)) && direction(one.at - sum.at),
    )
  if (differsFrom(['grand', 'total', 'subtotal'], (gap) => gap < 0)) return 2
  return differsFrom(['grand', 'total', 'paid'], (gap) => gap > 0) ? -1 : 0
}

/** Nothing is called a total: what was handed over without the change, or what stands there most often. */
function unnamed(sums: readonly Sum[]): Total | undefined {
  const paid = sums.filter(({ kind }) => kind === 'paid')
  const change = sums.filter(({ kind }) => kind === 'change')
  const left = sums.find(({ units }) =>
    paid.some((one) => change.some((back) => one.units - back.units === units && units > 0)),
  )
  if (left) return found(left, 0.7)
  const subtotal = sums.findLast(({ kind, units }) => kind === 'subtotal' && units > 0)
  const most = paid[0] ?? subtotal
  return most ? found(most, change.length > 0 ? 0.3 : 0.55) : bare(sums)
}

/** Without a word: what the things above it come to, or the only sum of money there is, as a ticket has it. */
function bare(sums: readonly Sum[]): Total | undefined {
  const rest = sums.filter(({ inSummary, units, kind }) => !inSummary && units > 0 && kind !== 'tax')
  const foot = rest.at(-1)
  const above = rest.slice(0, -1).filter(({ kind }) => kind === 'none')
  if (foot?.label === '' && above.length > 1 && above.reduce((all, { units }) => all + units, 0) === foot.units)
    return found(foot, 0.65)
  const isOne = new Set(rest.map(({ units }) => units)).size === 1
  return foot?.sign && isOne ? found(foot, 0.55) : undefined
}
