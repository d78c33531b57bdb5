import { computeTotals } from '../documents/totals.ts'
import { parseFactor } from '../kernel/decimal.ts'

interface Counted {
  qty?: unknown
  rate?: unknown
}

/** What some lines come to before taxes, in minor units; null where one of them is no number or all are too much. */
export function sumOfLines(lines: readonly Counted[], currency: string): bigint | null {
  const read = lines.map(({ qty = '1', rate = '0' }) => [parseFactor(String(qty)), parseFactor(String(rate))] as const)
  const whole = read.flatMap(([qty, rate]) => (qty.ok && rate.ok ? [{ qtyE6: qty.value, rateE6: rate.value }] : []))
  if (whole.length < read.length) return null
  const totals = computeTotals({ currency, pricesIncludeTax: false, lines: whole, discounts: [], charges: [] })
  return totals.ok ? totals.value.subtotal : null
}
