import { describe, expect, it } from 'vitest'
import { percentOfParts } from '../../../core/domain/documents/tax-parts.ts'
import {
  computeTotals,
  TOTALS_MESSAGES,
  type TotalsInput,
  type TotalsLine,
  type TotalsReason,
} from '../../../core/domain/documents/totals.ts'
import { MAX_MINOR } from '../../../core/domain/kernel/money.ts'

const HST = { taxKey: 'hst', taxPercentE4: 130_000n }
const QST = { taxKey: 'qst', taxPercentE4: 99_750n }
const VAT = { taxKey: 'vat', taxPercentE4: 250_000n }

const line = (qtyE4: bigint, rateE4: bigint, more: Partial<TotalsLine> = {}): TotalsLine => ({
  qtyE6: qtyE4 * 100n,
  rateE6: rateE4 * 100n,
  ...more,
})
const one = (rateE4: bigint, more: Partial<TotalsLine> = {}) => line(10_000n, rateE4, more)

function compute(lines: TotalsLine[], more: Partial<TotalsInput> = {}) {
  return computeTotals({ currency: 'USD', pricesIncludeTax: false, discounts: [], charges: [], ...more, lines })
}

function totalsOf(lines: TotalsLine[], more: Partial<TotalsInput> = {}) {
  const found = compute(lines, more)
  if (!found.ok) throw new Error(`${found.error.field}: ${found.error.reason}`)
  return found.value
}

describe('a rate of several parts', () => {
  const part = (percentE4: bigint, isCompound = false) => ({ percentE4, isCompound })
  const QUEBEC = { taxKey: 'quebec', taxParts: [part(50_000n), part(99_750n)] }
  const ON_TOP = { taxKey: 'before 2013', taxParts: [part(50_000n), part(95_000n, true)] }

  it('rounds each on its own base, and is their sum', () => {
    const { taxes, taxTotal, total } = totalsOf([one(1_000_000n, QUEBEC)])
    expect(taxes).toEqual([
      { key: 'quebec', part: 0, percentE4: 50_000n, taxable: 10_000n, tax: 500n },
      { key: 'quebec', part: 1, percentE4: 99_750n, taxable: 10_000n, tax: 998n },
    ])
    expect([taxTotal, total]).toEqual([1498n, 11_498n])
    // Together 14.975 % of 0.34 would be 0.05: each is 0.02 and 0.03.
    expect(totalsOf([one(3400n, QUEBEC)]).taxes.map(({ tax }) => tax)).toEqual([2n, 3n])
    // Both are half a cent up: one rate of 15 % would be 0.02.
    const halves = { taxKey: 'halves', taxParts: [part(50_000n), part(50_000n)] }
    expect(totalsOf([one(1000n, halves)]).taxTotal).toBe(2n)
    expect(totalsOf([one(1000n, { taxKey: 'one', taxPercentE4: 100_000n })]).taxTotal).toBe(1n)
  })

  it('charges a compound one on the base and the unrounded parts before it', () => {
    // 5 % of 0.10 is 0.005: 9.5 % of 0.105 is 0.009975.
    expect(totalsOf([one(1000n, ON_TOP)]).taxes).toEqual([
      { key: 'before 2013', part: 0, percentE4: 50_000n, taxable: 10n, tax: 1n },
      { key: 'before 2013', part: 1, percentE4: 95_000n, taxable: 11n, tax: 1n },
    ])
    expect(totalsOf([one(1_000_000n, ON_TOP)]).taxes.map(({ taxable, tax }) => [taxable, tax])).toEqual([
      [10_000n, 500n],
      [10_500n, 998n],
    ])
  })

  it('is taken out of a price that has it inside, with nothing lost', () => {
    const { subtotal, taxes, total } = totalsOf([one(1_149_800n, QUEBEC)], { pricesIncludeTax: true })
    expect(total).toBe(11_498n)
    expect(subtotal + taxes[0]!.tax + taxes[1]!.tax).toBe(11_498n)
    expect(taxes).toMatchObject([
      { taxable: 10_000n, tax: 500n },
      { taxable: 10_000n, tax: 998n },
    ])
  })

  it.each([
    [[part(50_000n), part(99_750n)], '14.975'],
    [[part(50_000n), part(99_750n, true)], '15.47375'],
    [[part(130_000n)], '13'],
    [[], '0'],
  ])('says what the parts come to', (parts, percent) => expect(percentOfParts(parts)).toBe(percent))

  it('is one rate under one key', () => {
    const other = { ...QUEBEC, taxParts: [part(50_000n), part(99_750n, true)] }
    expect(compute([one(1n, QUEBEC), one(1n, other)])).toMatchObject({ error: { reason: 'tax_rate_conflict' } })
    const negative = { taxKey: 'x', taxParts: [part(1n), part(-1n)] }
    expect(compute([one(1n, negative)])).toMatchObject({ error: { field: 'lines.0', reason: 'negative' } })
    expect(compute([one(1n, { taxParts: [part(1n)] })])).toMatchObject({ error: { reason: 'tax_key_missing' } })
  })
})

describe('lines', () => {
  it.each([
    ['2 x 100.00', 20_000n, 1_000_000n, 'USD', 20_000n],
    ['MO8 0.333 x 10.00', 3_330n, 100_000n, 'USD', 333n],
    ['MO8 0.333 x 10.05 rounds once', 3_330n, 100_500n, 'USD', 335n],
    ['half a cent goes up', 10_000n, 50n, 'USD', 1n],
    ['half a cent below zero goes away from zero', -10_000n, 50n, 'USD', -1n],
    ['just below half a cent goes down', 10_000n, 49n, 'USD', 0n],
    ['0.0001 x 0.0001', 1n, 1n, 'USD', 0n],
    ['JPY has no decimals', 15_000n, 1_010_000n, 'JPY', 152n],
    ['KWD has three', 10_000n, 12_345n, 'KWD', 1_235n],
    ['CLF has four', 10_000n, 12_345n, 'CLF', 12_345n],
    ['MO11 a negative quantity', -20_000n, 100_000n, 'USD', -2_000n],
    ['MO10 10^12 units', 10_000_000_000_000_000n, 9_900n, 'USD', 99_000_000_000_000n],
  ])('%s', (_, qtyE4, rateE4, currency, amount) => {
    const positive = one(10_000_000n)
    expect(totalsOf([line(qtyE4, rateE4), positive], { currency }).lines[0]).toEqual({ amount, net: amount })
  })

  it.each([
    ['12.5 % of 9.99', { percentE4: 125_000n }, 874n],
    ['100 %', { percentE4: 1_000_000n }, 0n],
    ['0 %', { percentE4: 0n }, 999n],
    ['an amount', { amount: 99n }, 900n],
    ['all of it', { amount: 999n }, 0n],
  ])('MO8 line discount: %s', (_, discount, amount) => {
    expect(totalsOf([one(99_900n, { discount })]).subtotal).toBe(amount)
  })

  it('has no lines, no money', () => {
    expect(totalsOf([])).toEqual({
      lines: [],
      subtotal: 0n,
      discountTotal: 0n,
      chargeTotal: 0n,
      taxTotal: 0n,
      total: 0n,
      taxes: [],
    })
  })
})

describe('tax', () => {
  it('MO8 is rounded once per rate, not per line', () => {
    const lines = [one(10_300n, QST), one(10_300n, QST), one(10_300n, QST)]
    expect(totalsOf(lines).taxes).toEqual([{ key: 'qst', percentE4: 99_750n, taxable: 309n, tax: 31n }])
  })

  it('MO8 mixed rates, in order of appearance, and lines without tax', () => {
    const totals = totalsOf([one(100_000n, HST), one(100_000n), one(200_000n, QST)])
    expect(totals.taxes).toEqual([
      { key: 'hst', percentE4: 130_000n, taxable: 1000n, tax: 130n },
      { key: 'qst', percentE4: 99_750n, taxable: 2000n, tax: 200n },
    ])
    expect(totals.total).toBe(4330n)
  })

  it('of a negative line lowers its rate', () => {
    expect(totalsOf([one(100_000n, HST), one(-50_000n, HST)]).taxTotal).toBe(65n)
  })

  it('MO8 inside the price: three lines of 9.99 at 13 % lose no cent', () => {
    const totals = totalsOf([one(99_900n, HST), one(99_900n, HST), one(99_900n, HST)], { pricesIncludeTax: true })
    expect(totals).toMatchObject({ subtotal: 2652n, taxTotal: 345n, total: 2997n })
    expect(totals.lines.map((each) => each.net)).toEqual([884n, 884n, 884n])
  })

  it('MO8 inside the price: nets are shared out by largest remainder', () => {
    const totals = totalsOf([one(1_000n, VAT), one(1_000n, VAT), one(1_100n, VAT)], { pricesIncludeTax: true })
    expect(totals.lines.map((each) => each.net)).toEqual([8n, 8n, 9n])
    expect(totals).toMatchObject({ subtotal: 25n, taxTotal: 6n, total: 31n })
  })

  it('MO8 inside the price: cancelling lines keep their own net', () => {
    const totals = totalsOf([one(1_000_000n, VAT), one(-1_000_000n, VAT)], { pricesIncludeTax: true })
    expect(totals.lines.map((each) => each.net)).toEqual([8000n, -8000n])
  })
})

describe('document discounts and charges', () => {
  it('without a rate of their own are split over the rates by largest remainder', () => {
    const totals = totalsOf([one(10_000n, HST), one(10_000n, QST), one(10_000n, VAT)], {
      discounts: [{ amount: 100n }],
    })
    expect(totals.taxes.map((tax) => tax.taxable)).toEqual([66n, 67n, 67n])
    expect(totals.discountTotal).toBe(100n)
  })

  it('with a rate of their own go to it, even if no line has it', () => {
    const totals = totalsOf([one(100_000n, HST)], {
      discounts: [{ amount: 100n, ...HST }],
      charges: [{ amount: 1000n, ...VAT }],
    })
    expect(totals.taxes).toEqual([
      { key: 'hst', percentE4: 130_000n, taxable: 900n, tax: 117n },
      { key: 'vat', percentE4: 250_000n, taxable: 1000n, tax: 250n },
    ])
    expect(totals).toMatchObject({ subtotal: 1000n, discountTotal: 100n, chargeTotal: 1000n, total: 2267n })
  })

  it('in percent are of the sum of the line amounts', () => {
    const totals = totalsOf([one(100_000n, HST), one(50_000n)], {
      discounts: [{ percentE4: 100_000n }],
      charges: [{ percentE4: 100_000n }],
    })
    expect(totals).toMatchObject({ subtotal: 1500n, discountTotal: 150n, chargeTotal: 150n, total: 1630n })
  })

  it('with tax inside the price are shown without it', () => {
    const totals = totalsOf([one(1_250_000n, VAT)], {
      pricesIncludeTax: true,
      discounts: [{ amount: 2500n }],
      charges: [{ amount: 1250n }],
    })
    expect(totals).toMatchObject({
      subtotal: 10_000n,
      discountTotal: 2000n,
      chargeTotal: 1000n,
      taxTotal: 2250n,
      total: 11_250n,
    })
  })

  it('in a rate without priced lines, with tax inside, leave no cent to the lines', () => {
    for (let discount = 0n; discount < 30n; discount++) {
      const totals = totalsOf([one(10_000n), one(0n, HST)], {
        pricesIncludeTax: true,
        discounts: [{ amount: discount, ...HST }],
        charges: [{ amount: 37n, ...HST }],
      })
      expect(totals.lines.map((each) => each.net)).toEqual([100n, 0n])
      expect(totals.total).toBe(137n - discount)
    }
  })

  it('of free lines go to the first rate; of no lines bear no tax', () => {
    expect(totalsOf([one(0n, HST), one(0n, QST)], { charges: [{ amount: 100n }] }).taxTotal).toBe(13n)
    expect(totalsOf([], { charges: [{ amount: 100n }] })).toMatchObject({ taxTotal: 0n, total: 100n, taxes: [] })
  })

  it('a free invoice: 100 % off costs nothing', () => {
    expect(totalsOf([one(99_900n, HST)], { discounts: [{ percentE4: 1_000_000n }] })).toMatchObject({
      total: 0n,
      taxTotal: 0n,
    })
  })
})

describe('refusals', () => {
  const HUGE = MAX_MINOR * 100n
  const refusals: [string, TotalsLine[], Partial<TotalsInput>, string, TotalsReason][] = [
    ['gold', [], { currency: 'XAU' }, 'currency', 'no_minor_unit'],
    ['no currency', [], { currency: 'usd' }, 'currency', 'no_minor_unit'],
    ['MO10 a line above 2^53', [one(1n), one(HUGE + 100n)], {}, 'lines.1', 'too_large'],
    ['MO10 a line below -2^53', [one(-HUGE - 100n)], {}, 'lines.0', 'too_large'],
    ['MO10 two lines above 2^53 together', [one(HUGE), one(HUGE)], {}, 'total', 'too_large'],
    ['MO10 the tax above 2^53', [one(HUGE, VAT)], {}, 'total', 'too_large'],
    ['MO10 a charge above 2^53', [one(1n)], { charges: [{ amount: MAX_MINOR + 1n }] }, 'charges.0', 'too_large'],
    ['MO11 a negative total', [one(-100n)], {}, 'total', 'negative_total'],
    ['a discount above everything', [one(10_000n)], { discounts: [{ amount: 101n }] }, 'total', 'negative_total'],
    [
      'a discount above what its rate applies to',
      [one(1_000_000n), one(10_000n, VAT)],
      { discounts: [{ amount: 5n }, { amount: 101n, ...VAT }] },
      'discounts.1',
      'discount_above_rate',
    ],
    [
      'a line discount over 100 %',
      [one(1n, { discount: { percentE4: 1_000_001n } })],
      {},
      'lines.0.discount',
      'over_100_percent',
    ],
    [
      'a line discount above the line',
      [one(99_900n, { discount: { amount: 1000n } })],
      {},
      'lines.0.discount',
      'discount_above_line',
    ],
    [
      'an amount off a negative line',
      [one(-99_900n, { discount: { amount: 1n } })],
      {},
      'lines.0.discount',
      'discount_above_line',
    ],
    ['a negative line discount', [one(1n, { discount: { amount: -1n } })], {}, 'lines.0.discount', 'negative'],
    ['a negative percent', [one(1n, { discount: { percentE4: -1n } })], {}, 'lines.0.discount', 'negative'],
    [
      'a document discount over 100 %',
      [one(1n)],
      { discounts: [{ percentE4: 1_000_001n }] },
      'discounts.0',
      'over_100_percent',
    ],
    ['a negative discount', [one(1n)], { discounts: [{ amount: 0n }, { amount: -1n }] }, 'discounts.1', 'negative'],
    ['a negative charge', [one(1n)], { charges: [{ amount: -1n }] }, 'charges.0', 'negative'],
    ['a negative tax rate', [one(1n, { taxKey: 'x', taxPercentE4: -1n })], {}, 'lines.0', 'negative'],
    ['a tax rate without a key', [one(1n, { taxPercentE4: 1n })], {}, 'lines.0', 'tax_key_missing'],
    [
      'one key at two percents',
      [one(1n, HST), one(1n, { ...HST, taxPercentE4: 1n })],
      {},
      'lines.1',
      'tax_rate_conflict',
    ],
    [
      'a charge at another percent of its key',
      [one(1n, HST)],
      { charges: [{ amount: 1n, ...HST, taxPercentE4: 1n }] },
      'charges.0',
      'tax_rate_conflict',
    ],
  ]

  it.each(refusals)('%s', (_, lines, more, field, reason) => {
    expect(compute(lines, more)).toEqual({ ok: false, error: { field, reason } })
    expect(TOTALS_MESSAGES[reason]).toMatch(/^[A-Z].*[a-zA-Z%]$/)
  })

  it('MO10 exactly 2^53 - 1 is accepted', () => {
    expect(totalsOf([one(HUGE)]).total).toBe(MAX_MINOR)
  })

  it('MO11 nothing off a negative line is accepted', () => {
    expect(totalsOf([one(-100n, { discount: { amount: 0n } }), one(200n)]).total).toBe(1n)
  })

  it('a charge may be more than 100 %', () => {
    expect(totalsOf([one(10_000n)], { charges: [{ percentE4: 2_000_000n }] }).total).toBe(300n)
  })
})

it('MO10 10,000 lines are exact', () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => line(BigInt(i % 7) * 3_330n, 99_999n, i % 2 ? HST : VAT))
  const totals = totalsOf(lines, { pricesIncludeTax: true, discounts: [{ percentE4: 33_333n }] })
  expect(totals.lines.reduce((sum, each) => sum + each.net, 0n)).toBe(totals.subtotal)
  expect(totals.subtotal - totals.discountTotal + totals.taxTotal).toBe(totals.total)
})
