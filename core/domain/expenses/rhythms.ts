import { addDays, daysBetween } from '../kernel/dates.ts'
import { addMonths } from '../kernel/months.ts'

/** How often a cost comes back. Of two rhythms that fit a cost alike, the earlier one here is meant. */
export const RHYTHMS = ['WEEK', 'TWO_WEEKS', 'FOUR_WEEKS', 'MONTH', 'TWO_MONTHS', 'QUARTER', 'YEAR'] as const
export type Rhythm = (typeof RHYTHMS)[number]

interface Traits {
  days?: number
  months?: number
  timesAYear: bigint
  /** Days that it may come early or late. */
  tolerance: number
  /** How often it must have come. */
  least: number
}

export const RHYTHM_TRAITS: Readonly<Record<Rhythm, Traits>> = {
  WEEK: { days: 7, timesAYear: 52n, tolerance: 1, least: 3 },
  TWO_WEEKS: { days: 14, timesAYear: 26n, tolerance: 1, least: 3 },
  // To the day: a few days early or late it could be a month as well.
  FOUR_WEEKS: { days: 28, timesAYear: 13n, tolerance: 0, least: 3 },
  MONTH: { months: 1, timesAYear: 12n, tolerance: 4, least: 3 },
  TWO_MONTHS: { months: 2, timesAYear: 6n, tolerance: 6, least: 3 },
  QUARTER: { months: 3, timesAYear: 4n, tolerance: 8, least: 3 },
  YEAR: { months: 12, timesAYear: 1n, tolerance: 16, least: 2 },
}

/** The day on which a cost of a day comes next, or n times later. */
export function nextDay(rhythm: Rhythm, day: string, n = 1): string {
  const { days, months } = RHYTHM_TRAITS[rhythm]
  return months === undefined ? addDays(day, (days ?? 0) * n) : addMonths(day, months * n)
}

/** How many days after a day it comes next, and where one was left out. */
export const stepsFrom = (rhythm: Rhythm, day: string): readonly [number, number] => [
  daysBetween(day, nextDay(rhythm, day)),
  daysBetween(day, nextDay(rhythm, day, 2)),
]
