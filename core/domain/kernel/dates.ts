/**
 * Dates are `YYYY-MM-DD`, of the proleptic Gregorian calendar, years 0001 to 9999. Date-only arithmetic is days since
 * 1970-01-01; only the question which day it is somewhere needs a time zone, and the platform's ICU answers it.
 */
const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Whether a text is a date that exists: not 2026-02-30, not 2026-1-5, no time. */
export function isDate(text: string): boolean {
  return daysSinceEpoch(text) !== null
}

/** The date n days later (earlier if negative); throws RangeError when that leaves the years 0001 to 9999. */
export function addDays(date: string, n: number): string {
  return dateOf(requireDays(date) + n)
}

/** Days from a to b: negative when b is earlier. */
export function daysBetween(a: string, b: string): number {
  return requireDays(b) - requireDays(a)
}

/** -1, 0 or 1: dates of one shape order as texts. */
export function compareDates(a: string, b: string): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The date it is in a time zone (IANA name) at an instant. */
export function todayIn(zone: string, instant: Date): string {
  return wallClock(zone, instant).slice(0, 10)
}

/** The hour that clocks show in a time zone at an instant, 0 to 23. */
export function hourIn(zone: string, instant: Date): number {
  return Number.parseInt(wallClock(zone, instant).slice(11, 13), 10)
}

/** The middle of a date in a time zone. */
export const noonIn = (zone: string, date: string): Date => instantIn(zone, date, 12 * 60)

/** When the clocks of a zone show a time of a date, in minutes; where the clocks leave it out, as much later as they leave out. */
export function instantIn(zone: string, date: string, minutes: number): Date {
  const shown = requireDays(date) * DAY_MS + minutes * MINUTE_MS
  const aheadAt = (instant: number) => Date.parse(`${wallClock(zone, new Date(instant))}Z`) - instant
  const nearby = shown - aheadAt(shown)
  const at = shown - aheadAt(nearby)
  // On the other side of a change of the clocks than what was looked at first.
  return new Date(aheadAt(at) === aheadAt(nearby) ? at : Math.max(at, nearby))
}

/** Making one takes a hundred times what asking it does. There are some hundred zones, but their names may be in any case. */
const clocks = new Map<string, Intl.DateTimeFormat>()
const CLOCKS_MAX = 1_000

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  if (clocks.size >= CLOCKS_MAX) clocks.clear()
  clocks.set(zone, clock)
  return clock
}

/** `2026-07-01T00:30` as it stands on the clocks of a zone at an instant. */
/** What clocks show in a time zone at an instant: ISO 8601 without a zone. */
export function wallClock(zone: string, instant: Date): string {
  const parts = clockOf(zone).formatToParts(instant)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/** Whether an IANA zone the platform knows. An offset such as +02:00 is not a zone: it has no summer time. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function requireDays(date: string): number {
  const days = daysSinceEpoch(date)
  if (days === null) throw new RangeError(`not a date: ${date}`)
  return days
}

function daysSinceEpoch(text: string): number | null {
  const match = DATE.exec(text)
  if (!match || match[1] === '0000') return null
  const instant = new Date(`${text}T00:00:00Z`)
  const exists = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
  return exists ? instant.getTime() / DAY_MS : null
}

function dateOf(days: number): string {
  const instant = new Date(days * DAY_MS)
  const text = Number.isNaN(instant.getTime()) ? '' : instant.toISOString().slice(0, 10)
  if (!isDate(text)) throw new RangeError('date out of range')
  return text
}
