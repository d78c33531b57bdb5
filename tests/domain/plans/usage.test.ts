import { describe, expect, it } from 'vitest'
import { newestMonths, usageOf } from '../../../core/domain/plans/usage.ts'

describe('the calls of a month against the plan', () => {
  it.each([
    ['nothing yet', 0, 1000, '2026-11-01', { state: 'OPEN', left: 1000, projected: 0, runs_out_on: null }],
    ['the first day says nothing of the last', 40, 1000, '2026-11-01', { state: 'OPEN', left: 960, projected: null }],
    ['nor does the second', 40, 1000, '2026-11-02', { projected: null, runs_out_on: null }],
    ['the third does', 40, 1000, '2026-11-03', { projected: 400, runs_out_on: null }],
    ['on the last day it is what was used', 399, 1000, '2026-11-30', { projected: 399, runs_out_on: null }],
    ['parts of a call are a call', 10, 1000, '2026-11-07', { projected: 43 }],
    ['a pace above the plan', 600, 1000, '2026-11-15', { state: 'OPEN', projected: 1200, runs_out_on: '2026-11-25' }],
    ['exactly the plan', 500, 1000, '2026-11-15', { projected: 1000, runs_out_on: '2026-11-30' }],
    ['one below it', 499, 1000, '2026-11-15', { projected: 998, runs_out_on: null }],
    ['nearly used', 999, 1000, '2026-11-15', { state: 'NEAR', left: 1, runs_out_on: '2026-11-16' }],
    ['from four fifths on it is near', 800, 1000, '2026-11-30', { state: 'NEAR' }],
    ['used up', 1000, 1000, '2026-11-15', { state: 'REACHED', left: 0, projected: 1000, runs_out_on: null }],
    ['a limit lowered below use', 4000, 1000, '2026-11-15', { state: 'REACHED', left: 0, projected: 4000 }],
    ['without limit', 50_000, null, '2026-11-10', { state: 'OPEN', left: null, projected: 150_000, runs_out_on: null }],
    ['a short month', 14, 1000, '2028-02-14', { projected: 29 }],
  ] as const)('%s', (_, used, limit, today, expected) => {
    expect(usageOf(used, limit, today)).toMatchObject(expected)
  })

  it('begins anew on the first of the next month, over the turn of a year', () => {
    expect(usageOf(1, 1000, '2026-12-31').renews_on).toBe('2027-01-01')
    expect(usageOf(1, 1000, '2026-01-31').renews_on).toBe('2026-02-01')
    expect(newestMonths('2026-01-31', 3)).toEqual(['2026-01-01', '2025-12-01', '2025-11-01'])
  })

  it('the day on which it runs out is one of this month, and never past', () => {
    for (let used = 1; used < 1000; used += 7)
      for (const today of ['2026-11-03', '2026-11-17', '2026-11-30']) {
        const { runs_out_on: day } = usageOf(used, 1000, today)
        if (day !== null) expect(day >= today && day <= '2026-11-30', `${used} on ${today}: ${day}`).toBe(true)
      }
  })
})
