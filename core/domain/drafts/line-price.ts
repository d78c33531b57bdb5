import type { Found, Span } from '../extraction/found.ts'
import { DOUBTED } from '../extraction/said-counts.ts'
import { formatScaled, parseFactor } from '../kernel/decimal.ts'
import { FACTOR_DECIMALS } from '../kernel/scales.ts'
import type { Clause } from './clauses.ts'
import type { DraftField } from './fields.ts'
import type { KnownItem } from './known.ts'

export interface Price {
  field: DraftField
  /** The price is of all of them, and could not be parted. */
  isOfAll: boolean
}

/** What one of something costs: as it is written, else as the price list says. */
export function priceOf(
  clause: Clause,
  { rate, amount, count }: Partial<Record<'rate' | 'amount', Found>> & { count: Found | null },
  item: KnownItem | null,
): Price | null {
  if (rate) return { field: { ...fieldOf(rate), confidence: Math.max(rate.confidence, 0.88) }, isOfAll: false }
  if (!amount) return item && { field: taught(item), isOfAll: false }
  if (!count || isEach(clause, amount.span)) return { field: fieldOf(amount), isOfAll: false }
  const field = { ...fieldOf(amount), confidence: Math.min(amount.confidence, 0.7) }
  // That it is of one says the price list, too.
  if (item && isSame(item.rate, amount.value)) return { field, isOfAll: false }
  // How many a word says is not sure enough to part a sum.
  const isFigure = count.confidence > DOUBTED && /\d/u.test(clause.text.charAt(count.span.start - clause.start))
  const each = isFigure ? parted(amount.value, count.value) : null
  return each === null ? { field, isOfAll: true } : { field: { ...field, value: each }, isOfAll: false }
}

/** `$48 each`, not only `at $48`. */
export const isOfEach = (clause: Clause, { end }: Span): boolean =>
  /^\s*(?:each|apiece|a piece|je(?!\p{L})|pièce|chacun|cada)/iu.test(clause.text.slice(end - clause.start))

/** `at $48`, `à 45 €`, `2 x $48`, `$48 each`. */
export function isEach(clause: Clause, amount: Span): boolean {
  if (clause.each) return true
  const before = clause.text.slice(0, amount.start - clause.start)
  const behind = clause.text.slice(amount.end - clause.start)
  return (
    /(?:@|(?<!\p{L})(?:[x×]|(?:at|à|a|zu|por|per)|(?:je|pro)(?: \p{L}{1,12})?))\s*$/iu.test(before) ||
    /^\s*(?:each|apiece|per|pro|je|\/|pièce|chacun|cada|a piece|an? hour|an? day)/iu.test(behind)
  )
}

/** A price of several as that of one, where it comes out in hundredths. */
export function parted(total: string, count: string): string | null {
  const [sum, of] = [parseFactor(total), parseFactor(count)]
  if (!sum.ok || !of.ok || of.value === 0n) return null
  const scaled = sum.value * ONE
  const each = scaled / of.value
  return scaled % of.value === 0n && each % HUNDREDTH === 0n
    ? formatScaled(each, FACTOR_DECIMALS, { trim: true })
    : null
}
const ONE = 10n ** BigInt(FACTOR_DECIMALS)
const HUNDREDTH = ONE / 100n

export function isSame(a: string, b: string): boolean {
  const [one, other] = [parseFactor(a), parseFactor(b)]
  return one.ok && other.ok && one.value === other.value
}

export const fieldOf = ({ value, confidence, span }: Found): DraftField => ({
  value,
  confidence,
  span,
  origin: 'WORDS',
})
export const taught = ({ rate }: KnownItem): DraftField => ({
  value: rate,
  confidence: 0.7,
  span: null,
  origin: 'TAUGHT',
})
