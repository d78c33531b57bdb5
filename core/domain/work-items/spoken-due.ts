import { addDays, daysBetween, isDate } from '../kernel/dates.ts'

export interface SpokenDue {
  day: string
  /** Of that day, when a time was said. */
  minutes: number | null
}

const TEXT_MAX = 60
const A_MONDAY = '2024-01-01'
/** People write English words everywhere; the others are what their own language calls days, which the platform knows. */
const ENGLISH = 'en'
/** What stands before a weekday that is not the nearest. */
const NEXT =
  /(?:^|\s)(?:next|nächste[nrs]?|kommende[nrs]?|prochaine?|próxim[oa]|proxim[oa]|que viene|volgende|prossim[oa])(?=\s|$)|来週の?/gu
const FILLERS =
  /(?:^|\s)(?:by|on|due|until|till|this|the|of|am|bis|zum|den|der|diese[nrs]?|le|la|el|este|ce|cette|pour|para|il|o|de|das)(?=\s|$)|までに?/gu
const PREPOSITIONS = /^(?:in|dans|en|dentro(?: de)?|tra|fra|daqui a|over)\s+/u
const ONE = /^(?:a|an|one|ein|eine|einem|einer|un|une|una|uno|um|uma)\s+/u

/**
 * The day, and the time when one is said, that people mean by `fri`, `tomorrow 9am`, `in 2 weeks`, `15 dez`, 来週の月曜日:
 * in English and in the language of the reader. Null for what nobody could be sure of.
 */
export function spokenDue(typed: string, today: string, locale: string): SpokenDue | null {
  const text = typed.slice(0, TEXT_MAX).normalize('NFKC').toLowerCase().replace(/[,;]/g, ' ').trim()
  const { rest, minutes } = withoutTime(text)
  const isNext = rest.search(NEXT) >= 0
  const words = rest.replace(NEXT, ' ').replace(FILLERS, ' ').replace(/\s+/g, ' ').trim()
  for (const language of new Set([locale, ENGLISH])) {
    const day =
      named(rest, today, language) ??
      (words === '' && minutes !== null ? today : null) ??
      counted(words, today, language) ??
      weekday(words, today, language, isNext) ??
      dated(words, today, language)
    if (day !== null && isDate(day)) return { day, minutes }
  }
  return null
}

/** `13:30`, `9am`, `14 Uhr`, `14h30`, `9時`. */
const TIME =
  /(?:\s|^)(?:at|um|à|a las?|alle|om|às)?\s*(?:(\d{1,2}):(\d{2})\s*(am|pm|a\.m\.|p\.m\.|uhr)?|(\d{1,2})\s*(am|pm|a\.m\.|p\.m\.|uhr|h|時)(\d{2})?(?:分)?)(?=\s|$)/u

function withoutTime(text: string): { rest: string; minutes: number | null } {
  const found = TIME.exec(text.replace(/(日)(?=\d)/u, '$1 '))
  if (!found) return { rest: text, minutes: null }
  const [whole, hour = found[4]!, minute = found[6] ?? '0', half = found[5] ?? ''] = found
  const hours = (Number(hour) % (/^[ap]/.test(half) ? 12 : 24)) + (half.startsWith('p') ? 12 : 0)
  if (Number(hour) > 24 || Number(minute) > 59) return { rest: text, minutes: null }
  return {
    rest: text
      .replace(/(日)(?=\d)/u, '$1 ')
      .replace(whole, ' ')
      .trim(),
    minutes: hours * 60 + Number(minute),
  }
}

/** `today`, `übermorgen`, `la semaine prochaine` as the platform says them; a week begins on Monday, a month on its first. */
function named(text: string, today: string, locale: string): string | null {
  const say = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const days of [0, 1, 2]) if (same(say.format(days, 'day'), text)) return addDays(today, days)
  if (same(say.format(1, 'week'), text)) return addDays(today, 7 - sinceMonday(today))
  return same(say.format(1, 'month'), text) ? firstOfNextMonth(today) : null
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const same = (one: string, other: string) => plain(one) === plain(other)
const sinceMonday = (day: string) => ((daysBetween(A_MONDAY, day) % 7) + 7) % 7

function firstOfNextMonth(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${today.slice(0, 5)}${String(month + 1).padStart(2, '0')}-01`
}

/** `in 2 weeks`, `3 tage`, `2週間後`. */
function counted(text: string, today: string, locale: string): string | null {
  const said = text.replace(PREPOSITIONS, '').replace(ONE, '1 ')
  const [, digits, unit = ''] = /^(\d{1,3})\s*(\D+)$/u.exec(said) ?? []
  if (!digits) return null
  const count = Number(digits)
  const is = (name: 'day' | 'week' | 'month', short: string) =>
    unit.trim() === short || [1, 2, 5].some((n) => same(unitOf(locale, n, name), unit.replace(/後|later$/u, '').trim()))
  if (is('day', 'd')) return addDays(today, count)
  if (is('week', 'w')) return addDays(today, 7 * count)
  return is('month', 'm') ? addMonths(today, count) : null
}

const unitOf = (locale: string, count: number, unit: 'day' | 'week' | 'month') =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
    .formatToParts(count)
    .filter(({ type }) => type === 'unit')
    .map(({ value }) => value)
    .join(' ')
    .trim()

/** The same day some months on; the last of a shorter month. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const at = year * 12 + month - 1 + months
  const first = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-`
  for (let last = date; last > 28; last--) if (isDate(first + last)) return first + last
  return first + String(Math.min(date, 28)).padStart(2, '0')
}

/** The next one after today; `next` is the one of the week to come. */
function weekday(text: string, today: string, locale: string, isNext: boolean): string | null {
  const names = [0, 1, 2, 3, 4, 5, 6].map((at) => namesOf(addDays(A_MONDAY, at), locale, { weekday: true }))
  const at = names.findIndex((each) => each.some((name) => begins(name, text)))
  if (at < 0) return null
  const now = sinceMonday(today)
  return addDays(today, isNext ? 7 - now + at : ((at - now + 6) % 7) + 1)
}

function namesOf(day: string, locale: string, of: { weekday?: true; month?: true }): string[] {
  const name = of.weekday ? 'weekday' : 'month'
  return (['long', 'short'] as const).flatMap((width) => [
    partOf(day, locale, name, { [name]: width }),
    partOf(day, locale, name, { [name]: width, day: 'numeric' }),
  ])
}

const partOf = (day: string, locale: string, name: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, calendar: 'gregory', timeZone: 'UTC' })
    .formatToParts(new Date(`${day}T12:00:00Z`))
    .find(({ type }) => type === name)?.value ?? ''

/** `thurs` begins Thursday, `fr.` Freitag; 金 is a whole name. */
function begins(name: string, text: string): boolean {
  const [whole, said] = [plain(name).replace(/\.$/, ''), plain(text).replace(/\.$/, '')]
  if (whole === '' || /^\d/.test(whole)) return false
  return whole === said || (said.length >= 3 && whole.startsWith(said))
}

/** `2026-12-15`, `15 dec`, `dec 15 2027`, `15.12.`, `12/15`, `12月15日`: without a year the next one to come. */
function dated(text: string, today: string, locale: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text
  const numbers = /^(\d{1,4})\s*[./年-]\s*(\d{1,2})(?:\s*[./月-]\s*(\d{2,4})?)?日?\.?$/u.exec(text)
  const asian = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日?$/u.exec(text)
  if (asian) return toCome(asian[1], Number(asian[2]), Number(asian[3]), today)
  if (numbers) {
    const [first, second] = [Number(numbers[1]), Number(numbers[2])]
    return isMonthFirst(locale) ? toCome(numbers[3], first, second, today) : toCome(numbers[3], second, first, today)
  }
  const parts = text.replace(/(\d)(?:st|nd|rd|th|er|º|\.)(?=\s|$)/gu, '$1').split(' ')
  const word = parts.find((part) => /\p{L}/u.test(part))
  const [day, year, more] = parts.filter((part) => part !== word)
  if (!word || !day || more !== undefined || !/^\d{1,2}$/.test(day) || !/^(\d{4})?$/.test(year ?? '')) return null
  const month = MONTHS.findIndex((at) =>
    namesOf(`2024-${at}-01`, locale, { month: true }).some((name) => begins(name, word)),
  )
  return month < 0 ? null : toCome(year, month + 1, Number(day), today)
}

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))

function isMonthFirst(locale: string): boolean {
  const types = new Intl.DateTimeFormat(locale, { calendar: 'gregory' }).formatToParts(0).map(({ type }) => type)
  return types.indexOf('month') < types.indexOf('day')
}

function toCome(year: string | undefined, month: number, day: number, today: string): string | null {
  const rest = `-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  if (year) return `${year.length === 2 ? `20${year}` : year}${rest}`
  const now = Number(today.slice(0, 4))
  const dates = [0, 1, 2, 3, 4].map((more) => `${now + more}${rest}`).filter(isDate)
  return dates.find((date) => date >= today) ?? null
}
