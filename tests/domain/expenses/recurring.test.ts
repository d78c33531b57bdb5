import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Charge, recurringCosts, yearlyTotals } from '../../../core/domain/expenses/recurring.ts'
import { nextDay, RHYTHM_TRAITS, RHYTHMS, type Rhythm } from '../../../core/domain/expenses/rhythms.ts'
import { addDays, daysBetween } from '../../../core/domain/kernel/dates.ts'
import { seeded } from '../../support/reminder-years.ts'

const TODAY = '2026-11-20'
let last = 0
const charge = (date: string, amount = 2000n, more: Partial<Charge> = {}): Charge => ({
  id: String(++last).padStart(6, '0'),
  vendor: 'cloud',
  date,
  amount,
  currency: 'USD',
  ...more,
})
const on = (dates: string[], amounts: bigint[] = [], more: Partial<Charge> = {}) =>
  dates.map((date, at) => charge(date, amounts[at] ?? amounts.at(-1) ?? 2000n, more))
const found = (charges: Charge[], today = TODAY) => recurringCosts(charges, today)

const MONTHLY = ['2026-08-01', '2026-09-01', '2026-10-02', '2026-11-01']

describe('costs that come back', () => {
  it('each month: with the last amount, what that is in a year, and when it comes next', () => {
    const [cost, ...others] = found(on(MONTHLY))
    expect(others).toEqual([])
    expect(cost).toMatchObject({ rhythm: 'MONTH', lastAmount: 2000n, yearly: 24_000n, nextOn: '2026-12-01' })
    expect([cost?.charges.length, cost?.isLate, cost?.change]).toEqual([4, false, null])
  })

  it.each<[string, string[], Rhythm | null]>([
    ['each week, a day early or late', ['2026-10-30', '2026-11-05', '2026-11-13', '2026-11-20'], 'WEEK'],
    ['every four weeks', ['2026-08-28', '2026-09-25', '2026-10-23', '2026-11-20'], 'FOUR_WEEKS'],
    ['every other week', ['2026-09-20', '2026-10-04', '2026-10-18', '2026-11-02', '2026-11-15'], 'TWO_WEEKS'],
    ['every other month', ['2026-03-01', '2026-05-04', '2026-07-01', '2026-09-01', '2026-11-01'], 'TWO_MONTHS'],
    ['each quarter', ['2026-03-02', '2026-06-01', '2026-09-05'], 'QUARTER'],
    ['each year, twice', ['2025-01-10', '2026-01-08'], 'YEAR'],
    ['each month at its end', ['2026-08-31', '2026-09-30', '2026-10-31'], 'MONTH'],
    ['a leap day', ['2024-02-29', '2025-02-28', '2026-02-28'], 'YEAR'],
    ['twice is not each month', ['2026-10-01', '2026-11-01'], null],
    ['one left out', ['2026-06-01', '2026-07-01', '2026-09-01', '2026-10-01', '2026-11-01'], 'MONTH'],
    ['a fortnight twice is chance', ['2026-11-01', '2026-11-15'], null],
    ['every other year is no year', ['2022-11-15', '2024-11-15'], null],
    ['now and then', ['2026-06-03', '2026-06-20', '2026-08-29', '2026-11-02'], null],
    ['ended in summer', ['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01'], null],
    ['what is still to come is not yet paid', ['2026-09-25', '2026-10-25', '2026-11-25'], null],
    ['nothing', [], null],
  ])('%s', (_, dates, rhythm) => {
    expect(found(on(dates)).map((cost) => cost.rhythm)).toEqual(rhythm ? [rhythm] : [])
  })

  it('every four weeks is thirteen times a year, about February a month is a month', () => {
    const weeks = Array.from({ length: 14 }, (_, n) => addDays('2025-11-21', n * 28))
    expect(found(on(weeks))).toMatchObject([{ rhythm: 'FOUR_WEEKS', yearly: 26_000n, nextOn: '2026-12-18' }])
    expect(found(on(['2026-01-31', '2026-02-28', '2026-03-30']), '2026-04-01')[0]?.rhythm).toBe('MONTH')
  })

  it('late is what should have come; after two periods it has ended', () => {
    const dates = ['2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01']
    expect(found(on(dates), '2026-11-05')[0]).toMatchObject({ nextOn: '2026-11-01', isLate: false })
    expect(found(on(dates), '2026-11-06')[0]).toMatchObject({ isLate: true })
    expect(found(on(dates), '2026-12-05')[0]).toMatchObject({ isLate: true })
    expect(found(on(dates), '2026-12-06')).toEqual([])
  })

  it('amounts may vary within a third; a steady price that changed is told, and since when', () => {
    expect(found(on(MONTHLY, [8100n, 9200n, 7600n, 8800n]))[0]).toMatchObject({ lastAmount: 8800n, change: null })
    expect(found(on(MONTHLY, [2000n, 9000n, 300n, 5000n]))).toEqual([])
    expect(found(on(MONTHLY, [2000n, 2000n, 2500n, 2500n]))[0]?.change).toEqual({
      from: 2000n,
      to: 2500n,
      since: '2026-10-02',
    })
    expect(found(on(['2025-01-10', '2026-01-10'], [9900n, 11_900n]))[0]?.change).toMatchObject({ to: 11_900n })
  })

  it('of one vendor several, also twice on one day, beside what is bought now and then', () => {
    const bought = on(['2026-08-07', '2026-09-19', '2026-10-08', '2026-10-27'], [731n, 12_900n, 5450n, 88_000n])
    const costs = found([...on(MONTHLY), ...on(MONTHLY), ...on(MONTHLY, [50_000n]), ...bought])
    expect(costs.map(({ yearly }) => yearly)).toEqual([600_000n, 24_000n, 24_000n])
  })

  it('a habit is no rhythm: whoever buys every few days buys now and then', () => {
    const days = Array.from({ length: 120 }, (_, n) => addDays('2025-12-01', n * 3 - (n % 2)))
    expect(
      found(
        on(
          days,
          days.map((_, n) => BigInt(1500 + ((n * 377) % 900))),
        ),
      ),
    ).toEqual([])
  })

  it('what is bought now and then, at any price, comes back by chance at one vendor of fifty at most', () => {
    const random = seeded(Number(process.env.TEST_SEED ?? 20261127))
    const pick = (count: number) => Math.floor(random() * count)
    for (const times of [3, 6, 12, 20, 40]) {
      const vendors = Array.from({ length: 500 }, (_, n) =>
        Array.from({ length: times }, () =>
          charge(addDays('2024-11-20', pick(730)), BigInt(500 + pick(20_000)), { vendor: `shop ${n}` }),
        ),
      )
      expect(found(vendors.flat()).length, `${times} times`).toBeLessThanOrEqual(10)
    }
  })

  it('a year of two payments is one where nothing else was paid there, or to the cent', () => {
    const twice = on(['2025-01-10', '2026-01-08'], [9900n, 11_900n])
    const bought = on(['2025-06-03', '2026-04-20'], [2300n, 800n])
    expect(found(twice)[0]?.rhythm).toBe('YEAR')
    expect(found([...twice, ...bought])).toEqual([])
    expect(found([...on(['2025-01-10', '2026-01-08'], [9900n]), ...bought])[0]?.rhythm).toBe('YEAR')
  })

  it('currencies are never added, nor one vendor’s costs to another’s', () => {
    const [jpy, usd, other] = [
      on(MONTHLY, [2000n], { currency: 'JPY' }),
      on(MONTHLY),
      on(MONTHLY, [2000n], { vendor: 'rent' }),
    ]
    expect(found([jpy[0]!, usd[1]!, jpy[2]!, usd[3]!])).toEqual([])
    expect(found([usd[0]!, other[1]!, usd[2]!, other[3]!])).toEqual([])
    const totals = yearlyTotals(found([...jpy, ...usd, ...other]))
    expect(totals).toEqual([
      { currency: 'JPY', yearly: 24_000n },
      { currency: 'USD', yearly: 48_000n },
    ])
  })

  it('nothing that was given back, and nothing of nothing', () => {
    expect(found(on(MONTHLY, [-2000n]))).toEqual([])
    expect(found(on(MONTHLY, [0n]))).toEqual([])
    expect(found([...on(MONTHLY), charge('2026-10-15', -2000n)])[0]?.charges.length).toBe(4)
  })

  it('whatever its rhythm, days early or late and amounts within its share, it is found whole, in any order', () => {
    const made = fc.record({
      rhythm: fc.constantFrom(...RHYTHMS),
      count: fc.integer({ min: 4, max: 14 }),
      early: fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 14, maxLength: 14 }),
      cents: fc.array(fc.bigInt({ min: 9000n, max: 10_000n }), { minLength: 14, maxLength: 14 }),
      seed: fc.array(fc.double({ noNaN: true }), { minLength: 14, maxLength: 14 }),
    })
    fc.assert(
      fc.property(made, ({ rhythm, count, early, cents, seed }) => {
        // Two that are as far apart as can be are within the tolerance.
        const slack = Math.floor(RHYTHM_TRAITS[rhythm].tolerance / 2)
        const start = '2010-01-15'
        const charges = Array.from({ length: count }, (_, n) =>
          charge(addDays(nextDay(rhythm, start, n), early[n]! % (slack + 1)), cents[n]!),
        )
        const end = charges.at(-1)!
        const shuffled = charges.map((one, n) => ({ one, at: seed[n]! })).sort((a, b) => a.at - b.at)
        const costs = found(
          shuffled.map(({ one }) => one),
          addDays(end.date, 3),
        )
        expect(costs.map((cost) => [cost.rhythm, cost.charges.length])).toEqual([[rhythm, count]])
        expect(costs[0]!.yearly).toBe(end.amount * RHYTHM_TRAITS[rhythm].timesAYear)
        expect(daysBetween(end.date, costs[0]!.nextOn)).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })

  it('whatever there is, no charge is of two costs, and all of one are of one vendor and currency', () => {
    const any = fc.record({
      day: fc.integer({ min: 0, max: 800 }),
      amount: fc.bigInt({ min: -100n, max: 3000n }),
      vendor: fc.constantFrom('a', 'b'),
      currency: fc.constantFrom('USD', 'EUR'),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 120 }), (rows) => {
        const charges = rows.map(({ day, ...row }) => charge(addDays('2024-09-15', day), row.amount, row))
        const costs = found(charges)
        const used = costs.flatMap((cost) => cost.charges.map(({ id }) => id))
        expect(new Set(used).size).toBe(used.length)
        for (const cost of costs) expect(new Set(cost.charges.map((one) => one.vendor + one.currency)).size).toBe(1)
      }),
      { numRuns: 100 },
    )
  })
})
