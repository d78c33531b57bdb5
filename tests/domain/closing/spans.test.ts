import { describe, expect, it } from 'vitest'
import { closedDays, daysWith, isClosedAt } from '../../../core/domain/closing/spans.ts'
import { instantIn } from '../../../core/domain/kernel/dates.ts'

const ZONE = 'Europe/Berlin'
const at = (day: string, hour: number) => instantIn(ZONE, day, hour * 60)
const span = (from: Date, until: Date) => [{ from, until }]
const SIX = 6 * 60

describe('the days on which a business was closed', () => {
  it.each([
    ['before the morning of its first day', 5, '2027-03-10'],
    ['at that morning', 6, '2027-03-10'],
    ['after it', 10, '2027-03-11'],
  ])('begin, closed %s', (_, hour, from) => {
    const days = closedDays(span(at('2027-03-10', hour), at('2027-03-20', 15)), ZONE, SIX)
    expect(days).toEqual([{ from, until: '2027-03-20' }])
  })

  it('have no morning where it was closed and opened on one day', () => {
    const days = closedDays(span(at('2027-03-10', 10), at('2027-03-10', 11)), ZONE, SIX)
    for (const day of ['2027-03-09', '2027-03-10', '2027-03-11']) expect(daysWith(days, day)).toBeUndefined()
  })

  it('are found by a day, each of several spans', () => {
    const spans = [
      ...span(at('2027-03-01', 12), at('2027-03-03', 12)),
      ...span(at('2027-03-10', 12), at('2027-03-12', 12)),
    ]
    const days = closedDays(spans, ZONE, SIX)
    const closed = ['01', '02', '03', '04', '10', '11', '12'].filter((day) => daysWith(days, `2027-03-${day}`))
    expect(closed).toEqual(['02', '11'])
    expect(
      [at('2027-03-01', 11), at('2027-03-01', 12), at('2027-03-03', 12)].map((one) => isClosedAt(spans, one)),
    ).toEqual([false, true, false])
  })
})
