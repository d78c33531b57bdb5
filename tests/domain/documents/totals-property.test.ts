import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Adjustment,
  computeTotals,
  type Totals,
  type TotalsInput,
  type TotalsLine,
} from '../../../core/domain/documents/totals.ts'
import { oracleTotals } from './totals-oracle.ts'

const RUNS = Number(process.env.TOTALS_RUNS ?? 20_000)

const tax = (percentE4: bigint, isCompound = false) => ({ percentE4, isCompound })
const RATES = [
  {},
  { taxKey: 'zero', taxPercentE4: 0n },
  { taxKey: 'gst', taxPercentE4: 50_000n },
  { taxKey: 'hst', taxPercentE4: 130_000n },
  { taxKey: 'qst', taxPercentE4: 99_750n },
  { taxKey: 'odd', taxPercentE4: 199_999n },
  { taxKey: 'quebec', taxParts: [tax(50_000n), tax(99_750n)] },
  { taxKey: 'on top', taxParts: [tax(50_000n), tax(99_750n, true), tax(1n, true)] },
] as const
const DECIMALS = { USD: 2, JPY: 0, KWD: 3, CLF: 4 } as const
type Code = keyof typeof DECIMALS

const rate = fc.constantFrom(...RATES)
const percentE4 = fc.oneof(fc.constantFrom(0n, 100_000n, 333_333n, 1_000_000n), fc.bigInt(0n, 1_000_000n))
const qtyE6 = fc.oneof(
  fc.constantFrom(333_000n, 1_000_000n, 1n, 1_500_000n, -1_000_000n, 0n),
  fc.bigInt(-5_000_000n, 1_000_000_000n),
)
const rateE6 = fc.oneof(
  fc.constantFrom(9_990_000n, 5000n, 1010n, -2_000_000n),
  fc.bigInt(-100_000_000n, 10_000_000_000n),
)

const line: fc.Arbitrary<TotalsLine> = fc
  .record({ qtyE6, rateE6, tax: rate, discount: fc.option(fc.record({ percentE4 }), { nil: undefined, freq: 3 }) })
  .map(({ tax, discount, ...rest }) => ({ ...rest, ...tax, ...(discount && { discount }) }))

const adjustment: fc.Arbitrary<Adjustment> = fc
  .tuple(
    fc.oneof(fc.record({ percentE4 }), fc.record({ amount: fc.bigInt(0n, 100_000n) })),
    fc.constantFrom({}, {}, ...RATES),
  )
  .map(([size, tax]) => ({ ...size, ...tax }))

const input: fc.Arbitrary<TotalsInput & { currency: Code }> = fc.record({
  currency: fc.constantFrom<Code>('USD', 'JPY', 'KWD', 'CLF'),
  pricesIncludeTax: fc.boolean(),
  lines: fc.array(line, { maxLength: 7 }),
  discounts: fc.array(adjustment, { maxLength: 2 }),
  charges: fc.array(adjustment, { maxLength: 2 }),
})

const sum = (values: readonly bigint[]) => values.reduce((all, value) => all + value, 0n)

/** As `toEqual`, which takes much longer to find no difference. */
function expectSame(found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected)
}

/** A discount of a rate of its own that leaves less than nothing to tax at it. */
function takesTooMuch(discount: Adjustment, { lines, taxes }: Totals): boolean {
  const base = sum(lines.map((each) => each.amount))
  const isSome = 'amount' in discount ? discount.amount > 0n : 2n * base * discount.percentE4 >= 1_000_000n
  return isSome && taxes.some(({ key, taxable }) => key === discount.taxKey && taxable < 0n)
}

describe('computeTotals on random invoices', () => {
  it(`MO8 equals the oracle in exact fractions, ${RUNS} invoices`, { timeout: 60_000 + RUNS }, () => {
    let accepted = 0
    fc.assert(
      fc.property(input, (each) => {
        const expected = oracleTotals(each, DECIMALS[each.currency])
        const found = computeTotals(each)
        const above = each.discounts.findIndex((discount) => takesTooMuch(discount, expected))
        if (above >= 0) {
          expectSame(found, { ok: false, error: { field: `discounts.${above}`, reason: 'discount_above_rate' } })
          return
        }
        if (expected.total < 0n) {
          expectSame(found, { ok: false, error: { field: 'total', reason: 'negative_total' } })
          return
        }
        accepted++
        expectSame(found, { ok: true, value: expected })
      }),
      { numRuns: RUNS },
    )
    expect(accepted).toBeGreaterThan(RUNS / 2)
  })

  it('MO8 every sum is exact: line nets, total, taxes, and nothing lost with tax inside', () => {
    fc.assert(
      fc.property(input, (each) => {
        const found = computeTotals(each)
        if (!found.ok) return
        const { lines, subtotal, discountTotal, chargeTotal, taxTotal, total, taxes } = found.value
        expect(sum(lines.map((each) => each.net))).toBe(subtotal)
        expect(subtotal - discountTotal + chargeTotal + taxTotal).toBe(total)
        expect(sum(taxes.map((tax) => tax.tax))).toBe(taxTotal)
        if (each.pricesIncludeTax && each.discounts.length + each.charges.length === 0)
          expect(sum(lines.map((each) => each.amount))).toBe(total)
      }),
      { numRuns: 5000 },
    )
  })

  it('MO8 turning all signs of the lines turns all signs of the sums', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), fc.boolean(), (lines, pricesIncludeTax) => {
        const of = (which: TotalsLine[]) =>
          computeTotals({ currency: 'USD', pricesIncludeTax, lines: which, discounts: [], charges: [] })
        const here = of(lines)
        const there = of(lines.map((each) => ({ ...each, qtyE6: -each.qtyE6 })))
        expect(here.ok || there.ok).toBe(true)
        if (here.ok && there.ok) expect(here.value.total).toBe(-there.value.total)
      }),
      { numRuns: 3000 },
    )
  })
})
