import { addDays } from './dates.ts'

/** The date n months later; where that month is too short, its last day. Throws RangeError beyond the years 0001 to 9999. */
export function addMonths(date: string, n: number): string {
  addDays(date, 0)
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const months = year * 12 + month - 1 + n
  const first = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`
  return addDays(first, Math.min(day, daysInMonth(first)) - 1)
}

/** Of the month that begins on `first`. */
function daysInMonth(first: string): number {
  const beyond = addDays(first, 31)
  return 31 - (Number(beyond.slice(8)) - 1)
}
