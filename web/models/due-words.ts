import { type SpokenDue, spokenDue } from '../../core/domain/work-items/spoken-due.ts'
import { timeOf } from './due-day.ts'
import { addDays, clock, daysBetween, mediumDay, shortDay, shortWeekday, today } from './format.ts'
import { laterInstant } from './later.ts'
import { locale } from './locale.ts'
import type { WorkItemSummary } from './work-items.ts'

type Due = Pick<WorkItemSummary, 'due_at' | 'due_on'>

/** `Due Fri, Dec 4`, `Due yesterday, Nov 19, 12:30`. */
export function dueInFull(due: Due): string {
  if (due.due_on === null) return 'No due date'
  const time = timeOf(due.due_at)
  return `Due ${dayInFull(due.due_on)}${time && `, ${time}`}`
}

export function dayInFull(day: string): string {
  const days = daysBetween(today(), day)
  const word = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days] ?? shortWeekday(day)
  const isFar = Math.abs(days) > 300
  return `${word}, ${isFar ? mediumDay(day) : shortDay(day)}`
}

/** What was typed, as it is understood; undefined where nobody can be sure, null for nothing. */
export function dueOf(typed: string): SpokenDue | null | undefined {
  if (!typed.trim()) return null
  return spokenDue(typed, today(), locale()) ?? undefined
}

/** As the API takes it: a day, or an instant of it. */
export const wireDue = ({ day, minutes }: SpokenDue): string => (minutes === null ? day : laterInstant(day, minutes))

/** Said before it is saved. */
export function understood({ day, minutes }: SpokenDue): string {
  const time = minutes === null ? '' : `, ${clock(laterInstant(day, minutes))}`
  return `${dayInFull(day)}${time}${day < today() ? ': has passed' : ''}`
}

export const NOT_UNDERSTOOD = 'Say a day, such as fri, in 2 weeks or 15 dec'

/** Days that have a word. */
export function dueChoices(): { label: string; day: string }[] {
  const now = today()
  const monday = addDays(now, 7 - (daysBetween('2024-01-01', now) % 7))
  return [
    { label: 'Today', day: now },
    { label: `Tomorrow, ${shortWeekday(addDays(now, 1))}`, day: addDays(now, 1) },
    { label: `Next week, ${shortDay(monday)}`, day: monday },
  ]
}
