import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextDays, periodDay, periodFrom, type Schedule, UNITS } from '../../../core/domain/recurring/schedule.ts'

const monthly: Schedule = { startsOn: '2027-01-31', everyCount: 1, everyUnit: 'MONTH', endsOn: null, times: null }

describe('the days of what is billed again and again', () => {
  it('TM3 the 31st is the last day of a short month, and the 31st again after it', () => {
    expect(nextDays(monthly, 1, 5)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'])
    expect(nextDays({ ...monthly, startsOn: '2028-01-30' }, 1, 3)).toEqual(['2028-01-30', '2028-02-29', '2028-03-30'])
  })

  it.each([
    ['29 February', '2028-02-29', 'YEAR', 1, ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
    ['each quarter', '2026-11-30', 'MONTH', 3, ['2026-11-30', '2027-02-28', '2027-05-30', '2027-08-30', '2027-11-30']],
    ['fortnights', '2026-12-25', 'WEEK', 2, ['2026-12-25', '2027-01-08', '2027-01-22', '2027-02-05', '2027-02-19']],
    ['ten days', '2026-02-20', 'DAY', 10, ['2026-02-20', '2026-03-02', '2026-03-12', '2026-03-22', '2026-04-01']],
  ] as const)('%s', (_, startsOn, everyUnit, everyCount, days) => {
    expect(nextDays({ ...monthly, startsOn, everyUnit, everyCount }, 1, 5)).toEqual(days)
  })

  it('ends with its last day, which is in it, or with its last time', () => {
    expect(nextDays({ ...monthly, endsOn: '2027-03-31' }, 1, 9)).toHaveLength(3)
    expect(nextDays({ ...monthly, endsOn: '2027-03-30' }, 1, 9)).toHaveLength(2)
    expect(nextDays({ ...monthly, times: 4 }, 3, 9)).toEqual(['2027-03-31', '2027-04-30'])
    expect(periodDay({ ...monthly, times: 4 }, 5)).toBeNull()
  })

  it('each period is later than the one before, on the day that the calendar says', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }),
        fc.constantFrom(...UNITS),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 60 }),
        (date, everyUnit, everyCount, n) => {
          const startsOn = date.toISOString().slice(0, 10)
          const schedule = { ...monthly, startsOn, everyUnit, everyCount }
          const day = periodDay(schedule, n)!
          expect(periodDay(schedule, n + 1)! > day).toBe(true)
          expect(day).toBe(oracle(startsOn, everyUnit, everyCount * (n - 1)))
        },
      ),
    )
  })

  it('what is resumed goes on with the first period that is not over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 4000 }), (n, later) => {
        const today = oracle('2027-01-31', 'DAY', later)
        const next = periodFrom(monthly, n, today)
        const days = nextDays(monthly, n, 200)
        expect(next).toBe(n + days.findIndex((day) => day >= today))
      }),
    )
    expect(periodFrom({ ...monthly, times: 3 }, 2, '2030-01-01')).toBe(4)
  })
})

/** By the platform's own calendar: the day of the month is kept where the month has it. */
function oracle(startsOn: string, unit: Schedule['everyUnit'], steps: number): string {
  const [year, month, day] = startsOn.split('-').map(Number) as [number, number, number]
  if (unit === 'DAY' || unit === 'WEEK')
    return new Date(Date.UTC(year, month - 1, day + steps * (unit === 'WEEK' ? 7 : 1))).toISOString().slice(0, 10)
  const months = month - 1 + steps * (unit === 'YEAR' ? 12 : 1)
  const last = new Date(Date.UTC(year, months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, months, Math.min(day, last))).toISOString().slice(0, 10)
}
