import { todayIn } from '../../core/domain/kernel/dates.ts'
import { clock, daysBetween, shortDay, shortWeekday, today, zone } from './format.ts'

const dayOf = (instant: string) => todayIn(zone(), new Date(instant))

/** In a list: `14:05` today, `Yesterday`, `Wed` within a week, `Nov 13` before. */
export function arrivedOn(instant: string): string {
  const day = dayOf(instant)
  const days = daysBetween(day, today())
  if (days === 0) return clock(instant)
  if (days === 1) return 'Yesterday'
  return days > 0 && days < 7 ? shortWeekday(day) : shortDay(day)
}

/** At a message: the same with its time of day. */
export function arrivedAt(instant: string): string {
  const day = dayOf(instant)
  return `${day === today() ? 'Today' : arrivedOn(instant)}, ${clock(instant)}`
}
