import { instantIn, todayIn } from '../../core/domain/kernel/dates.ts'
import { addDays, clock, daysBetween, hourNow, shortDay, shortWeekday, today, zone } from './format.ts'

const MORNING = 8 * 60
const EVENING = 17 * 60
/** From this hour on the evening is too near to be a choice. */
const EVENING_UNTIL = 15
const A_MONDAY = '2024-01-01'

export interface Later {
  label: string
  /** An instant. */
  at: string
}

/** Times to come that have a word, by the calendar and the clock of the business; no two are the same. */
export function laterChoices(): Later[] {
  const now = today()
  const tomorrow = addDays(now, 1)
  const monday = addDays(now, 7 - (daysBetween(A_MONDAY, now) % 7))
  const evening = hourNow() < EVENING_UNTIL ? [choice('Later today', now, EVENING)] : []
  return [
    ...evening,
    choice('Tomorrow', tomorrow, MORNING),
    ...(monday === tomorrow ? [] : [choice('Next week', monday, MORNING)]),
    choice('In two weeks', addDays(now, 14), MORNING),
  ]
}

const choice = (word: string, day: string, minutes: number): Later => {
  const at = laterInstant(day, minutes)
  return { label: `${word}, ${comesOn(at)}`, at }
}

/** When the clocks of the business show a time of a day. */
export const laterInstant = (day: string, minutes: number) => instantIn(zone(), day, minutes).toISOString()

/** `17:00` today, `Fri 08:00` within a week, `Dec 10, 08:00` after. */
export function comesOn(instant: string): string {
  const day = todayIn(zone(), new Date(instant))
  const days = daysBetween(today(), day)
  if (days === 0) return clock(instant)
  return days > 0 && days < 7 ? `${shortWeekday(day)} ${clock(instant)}` : `${shortDay(day)}, ${clock(instant)}`
}
