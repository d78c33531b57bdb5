import { instantIn, todayIn } from '../kernel/dates.ts'
import { addMonths } from '../kernel/months.ts'
import { MORNING_HOUR } from '../reminders/morning.ts'

/** The morning in a month, `2026-12`, on whose day statements go out where the business is; `day` is one that each month has. */
export const statementMorning = (zone: string, month: string, day: number): Date =>
  instantIn(zone, dayOf(month, day), MORNING_HOUR * 60)

const dayOf = (month: string, day: number) => `${month}-${String(day).padStart(2, '0')}`

/** The first month whose morning has not come yet. */
export function firstMonth(zone: string, day: number, now: Date): string {
  const month = todayIn(zone, now).slice(0, 7)
  return statementMorning(zone, month, day) > now ? month : monthAfter(month)
}

export const monthAfter = (month: string): string => addMonths(`${month}-01`, 1).slice(0, 7)
