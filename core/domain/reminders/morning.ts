import { addDays, hourIn, instantIn, todayIn } from '../kernel/dates.ts'

/** Nobody is reminded before this hour of his business, nor from the other one on. */
export const MORNING_HOUR = 9
export const NIGHT_HOUR = 21
/** A zone may leave out a whole day (Pacific/Apia, 2011-12-30). */
const DAYS_AHEAD = 3

/** Whether it is day where the business is. */
export function isDaytime(zone: string, now: Date): boolean {
  const hour = hourIn(zone, now)
  return hour >= MORNING_HOUR && hour < NIGHT_HOUR
}

/** The next local morning after an instant; where clocks leave that hour out, the first moment behind it. */
export function nextMorning(zone: string, after: Date): Date {
  const today = todayIn(zone, after)
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
    const morning = instantIn(zone, addDays(today, ahead), MORNING_HOUR * 60)
    if (morning > after) return morning
  }
  throw new RangeError(`No morning comes in ${zone} after ${after.toISOString()}`)
}

/** Further ahead than any morning is: the clock was set back. */
const TOO_FAR_MS = 2 * 86_400_000

/**
 * What a cron finds of a business: whether its morning has come, and when the next one will. `planned` null: nobody knows yet,
 * as after a change of its zone. Missed mornings are one; at night nothing is decided.
 */
export function morningStep(zone: string, planned: Date | null, now: Date): { decides: boolean; next: Date } {
  const isPlanned = planned !== null && planned.getTime() - now.getTime() <= TOO_FAR_MS
  if (isPlanned && now < planned) return { decides: false, next: planned }
  return { decides: isPlanned && isDaytime(zone, now), next: nextMorning(zone, now) }
}
