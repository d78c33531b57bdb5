import type { Found, Line, Occasion } from '../extraction/found.ts'
import type { ReadMessage } from '../extraction/message.ts'
import { daysBetween, isDate } from '../kernel/dates.ts'

// What was spent, as people note it: without the words and the form of a receipt.

/** Fairly, never surely. */
const NOTED = 0.8
const HAS_YEAR = /\d{4}|\d\D\d{1,2}\D\d{2}(?!\d)|['’]\d\d/u
/** Notes are not older, so that what would be is no day of the past. */
const DAYS_MAX = 180

/** The sum that a note names, where it names one. */
export function notedSum({ fields: { amount, amount_2: other } }: ReadMessage): Found | undefined {
  return amount && !other ? { ...amount, confidence: Math.min(amount.confidence, NOTED) } : undefined
}

/** The past day that it names, where it names one: a day without a year is the last such, not the next. */
export function notedDay(
  { fields: { date, date_2: other } }: ReadMessage,
  lines: readonly Line[],
  { received }: Occasion,
): Found | undefined {
  if (!date || other) return undefined
  const words = lines[date.span.line]?.text.slice(date.span.start, date.span.end) ?? ''
  const [named, today] = [date.value.slice(0, 10), received.slice(0, 10)]
  const day = named > today && /\d/u.test(words) && !HAS_YEAR.test(words) ? yearBefore(named) : named
  if (!isDate(day)) return undefined
  const age = daysBetween(day, today)
  return age >= 0 && age <= DAYS_MAX ? { ...date, value: day, confidence: Math.min(date.confidence, NOTED) } : undefined
}

const yearBefore = (day: string) => `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`
