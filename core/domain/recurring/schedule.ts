import { addDays, compareDates } from '../kernel/dates.ts'
import { addMonths } from '../kernel/months.ts'

export const UNITS = ['DAY', 'WEEK', 'MONTH', 'YEAR'] as const
export type Unit = (typeof UNITS)[number]

/** Whether each becomes a draft, or is mailed by itself as a person decided. */
export const MODES = ['DRAFT', 'SEND'] as const
export const isMailed = ({ mode }: { mode: (typeof MODES)[number] }): boolean => mode === 'SEND'

export interface Schedule {
  startsOn: string
  everyCount: number
  everyUnit: Unit
  /** The last day on which one may be made; null for no last day. */
  endsOn: string | null
  /** How many periods there are; null for no last one. */
  times: number | null
}

const MONTHS: Partial<Record<Unit, number>> = { MONTH: 1, YEAR: 12 }
const DAYS: Partial<Record<Unit, number>> = { DAY: 1, WEEK: 7 }

/**
 * The day of the n-th period, the first being 1; null where the schedule has ended. Counted from the first day and not from
 * the one before, so that the 31st is the last day of a short month and the 31st again after it (TM3).
 */
export function periodDay(schedule: Schedule, n: number): string | null {
  if (schedule.times !== null && n > schedule.times) return null
  const steps = (n - 1) * schedule.everyCount
  const months = MONTHS[schedule.everyUnit]
  const day = months
    ? addMonths(schedule.startsOn, steps * months)
    : addDays(schedule.startsOn, steps * DAYS[schedule.everyUnit]!)
  return schedule.endsOn !== null && compareDates(day, schedule.endsOn) > 0 ? null : day
}

/** The days of the next periods from the n-th on, at most `most`. */
export function nextDays(schedule: Schedule, n: number, most: number): string[] {
  const days: string[] = []
  for (let each = n; days.length < most; each++) {
    const day = periodDay(schedule, each)
    if (day === null) break
    days.push(day)
  }
  return days
}

/** The first period from the n-th on that is not over on `today`: what is resumed leaves out what passed meanwhile. */
export function periodFrom(schedule: Schedule, n: number, today: string): number {
  let [low, high] = [n, n + 1]
  const isOver = (each: number) => {
    const day = periodDay(schedule, each)
    return day !== null && compareDates(day, today) < 0
  }
  if (!isOver(low)) return low
  while (isOver(high)) [low, high] = [high, high + (high - n) * 2]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isOver(middle)) low = middle
    else high = middle
  }
  return high
}
