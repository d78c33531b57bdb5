import { todayIn } from '../../core/domain/kernel/dates.ts'
import { clock, daysBetween, shortDay, shortWeekday, today, zone } from './format.ts'

/** The clock of what is due at a time of its day. */
export const timeOf = (due_at: string | null) => (due_at?.includes('T') ? clock(due_at) : '')

/** As short as a row has room for: `12:30`, `Yesterday`, `Sat`, `Nov 25`; nothing without a date. */
export function dueInRow(due_at: string | null): string {
  if (due_at === null) return ''
  const day = due_at.includes('T') ? todayIn(zone(), new Date(due_at)) : due_at
  const days = daysBetween(today(), day)
  if (days === 0) return timeOf(due_at) || 'Today'
  if (days === -1) return 'Yesterday'
  if (days === 1) return 'Tomorrow'
  return days > 1 && days < 7 ? shortWeekday(day) : shortDay(day)
}
