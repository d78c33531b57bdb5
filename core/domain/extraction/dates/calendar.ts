import { addDays, isDate } from '../../kernel/dates.ts'
import { addMonths } from '../../kernel/months.ts'
import type { Unit } from './words.ts'

/** The date of a year, month and day; undefined where there is none. A year of two digits is within eighty years back. */
export function dateAt(year: number, month: number, day: number): string | undefined {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDate(date) ? date : undefined
}

const CENTURY = 100
/** A year of two digits is no further ahead. */
const AHEAD_MAX = 20

export function fullYear(written: string, today: string): number {
  const year = Number(written)
  if (written.length > 2) return year
  const thisYear = Number(today.slice(0, 4))
  const inCentury = Number(`${today.slice(0, 2)}${written.padStart(2, '0')}`)
  return inCentury > thisYear + AHEAD_MAX ? inCentury - CENTURY : inCentury
}

/** The next such day of a year, today included: a leap day may be eight years away. */
export function nextOfYear(month: number, day: number, today: string): string | undefined {
  const year = Number(today.slice(0, 4))
  for (let n = 0; n <= 8; n++) {
    const date = dateAt(year + n, month, day)
    if (date && date >= today) return date
  }
  return undefined
}

/** Monday is 1. */
export const weekdayAt = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7

/** The next such day of a week, today included. */
export const nextWeekday = (weekday: number, today: string): string =>
  addDays(today, (weekday - weekdayAt(today) + 7) % 7)

/** Such a day in the week that is so many weeks away; a week begins on Monday. */
export const weekdayOfWeek = (weekday: number, weeks: number, today: string): string =>
  addDays(today, weekday - weekdayAt(today) + 7 * weeks)

/** The next day of a month that is such a day of the week: `Sunday 31`. */
export function nextDayThatIs(weekday: number, day: number, today: string): string | undefined {
  for (let n = 0; n < 400; n++) {
    const date = addDays(today, n)
    if (Number(date.slice(8)) === day && weekdayAt(date) === weekday) return date
  }
  return undefined
}

/** The next such day of a month, today included: `the 18th`. */
export function nextOfMonth(day: number, today: string): string | undefined {
  for (let n = 0; n < 12; n++) {
    const month = addMonths(`${today.slice(0, 7)}-01`, n)
    const date = dateAt(Number(month.slice(0, 4)), Number(month.slice(5, 7)), day)
    if (date && date >= today) return date
  }
  return undefined
}

const MINUTES = { minute: 1, hour: 60 }

/** The day that is so many units after a moment (before it, where negative). */
export function later(moment: string, count: number, unit: Unit): string | undefined {
  const day = moment.slice(0, 10)
  try {
    if (unit === 'day' || unit === 'week') return addDays(day, count * (unit === 'week' ? 7 : 1))
    if (unit === 'month' || unit === 'year') return addMonths(day, count * (unit === 'year' ? 12 : 1))
    const at = new Date(`${moment.slice(0, 19)}Z`).getTime() + count * MINUTES[unit] * 60_000
    return new Date(at).toISOString().slice(0, 10)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
