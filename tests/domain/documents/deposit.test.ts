import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { depositOf, sharesOfTotal, splitDeposit } from '../../../core/domain/documents/deposit.ts'
import {
  type Adjustment,
  computeTotals,
  type Taxed,
  type Totals,
  type TotalsLine,
} from '../../../core/domain/documents/totals.ts'

const RATES: readonly Taxed[] = [
  {},
  { taxKey: 'HST', taxPercentE4: 130_000n },
  { taxKey: 'ZERO', taxPercentE4: 0n },
  { taxKey: 'MWST', taxPercentE4: 81_000n },
  {
    taxKey: 'QC',
    taxParts: [
      { percentE4: 50_000n, isCompound: false },
      { percentE4: 99_750n, isCompound: true },
    ],
  },
]
const taxed = fc.constantFrom(...RATES)
const line = fc
  .record({ qtyE6: fc.bigInt(1n, 9_000_000n), rateE6: fc.bigInt(1n, 900_000_000n), rate: taxed })
  .map(({ rate, ...priced }): TotalsLine => ({ ...priced, ...rate }))
const document = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  discounts: fc.array(
    fc.bigInt(0n, 500_000n).map((percentE4): Adjustment => ({ percentE4 })),
    { maxLength: 1 },
  ),
  charges: fc.array(
    fc
      .record({ amount: fc.bigInt(0n, 5_000n), rate: taxed })
      .map(({ amount, rate }): Adjustment => ({ amount, ...rate })),
    { maxLength: 2 },
  ),
  pricesIncludeTax: fc.boolean(),
  currency: fc.constantFrom('CAD', 'JPY', 'KWD'),
})
const asked = fc.oneof(
  fc.bigInt(1n, 1_000_000n).map((percentE4) => ({ percentE4 })),
  fc.bigInt(1n, 60_000n).map((amount) => ({ amount })),
)

const unwrapped = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const DECIMALS: Record<string, bigint> = { CAD: 2n, JPY: 0n, KWD: 3n }
const rateOf = (key: string | null) => RATES.find(({ taxKey }) => (taxKey ?? null) === key)!
const lineOf = (gross: bigint, key: string | null, currency: string): TotalsLine => ({
  qtyE6: 1_000_000n,
  rateE6: gross * 10n ** (6n - DECIMALS[currency]!),
  ...rateOf(key),
})
const taxesOf = ({ taxes }: Totals) =>
  Object.fromEntries(taxes.map(({ key, part, taxable, tax }) => [`${key} ${part ?? ''}`, [taxable, tax]]))

describe('a deposit', () => {
  it('and what is left come to what was approved, in each tax and to the cent', () => {
    fc.assert(
      fc.property(document, asked, ({ currency, ...offer }, wanted) => {
        const whole = computeTotals({ currency, ...offer })
        fc.pre(whole.ok && whole.value.total > 0n)
        const accepted = unwrapped(whole)
        const deposit = depositOf(wanted, accepted.total)
        fc.pre(deposit > 0n)
        const parts = splitDeposit(deposit, sharesOfTotal(accepted))
        const lines = parts.map(({ key, gross }) => lineOf(gross, key, currency))
        const paper = { currency, discounts: [], charges: [] }
        const bill = unwrapped(computeTotals({ ...paper, pricesIncludeTax: true, lines }))
        expect(bill.total).toBe(deposit)

        const deducted = parts.map(({ key, gross }, at): TotalsLine => {
          const taxes = bill.taxes.filter((tax) => tax.key === key).map(({ tax }) => tax)
          const amount = offer.pricesIncludeTax ? gross : bill.lines[at]!.net
          return { ...lineOf(amount, key, currency), qtyE6: -1_000_000n, deducted: taxes }
        })
        const last = unwrapped(computeTotals({ currency, ...offer, lines: [...offer.lines, ...deducted] }))
        expect(last.total + bill.total).toBe(accepted.total)
        expect(last.subtotal + bill.subtotal).toBe(accepted.subtotal)
        const together = taxesOf(last)
        for (const [key, [taxable, tax]] of Object.entries(taxesOf(bill)))
          together[key] = [together[key]![0]! + taxable!, together[key]![1]! + tax!]
        expect(together).toEqual(taxesOf(accepted))
        expect(last.lines.reduce((sum, { net }) => sum + net, 0n)).toBe(last.subtotal)
      }),
      { numRuns: 500 },
    )
  })

  it('is at most the whole, and nothing of what comes to nothing', () => {
    expect(depositOf({ amount: 50_000n }, 11_300n)).toBe(11_300n)
    expect(depositOf({ percentE4: 300_000n }, 10_005n)).toBe(3_002n)
    const shares = [
      { key: 'HST', gross: 100n },
      { key: 'ZERO', gross: 0n },
      { key: null, gross: -20n },
    ]
    expect(splitDeposit(40n, shares)).toEqual([{ key: 'HST', gross: 40n }])
  })
})
