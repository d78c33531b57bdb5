import { addDays, daysBetween } from '../kernel/dates.ts'
import { addMonths } from '../kernel/months.ts'

/** So many days must have begun before a month says how it will end: one busy morning is no month. */
const DAYS_BEFORE_PROJECTION = 3
const NEAR_SHARE = 0.8
export const USAGE_STATES = ['OPEN', 'NEAR', 'REACHED'] as const

export interface Usage {
  state: (typeof USAGE_STATES)[number]
  /** Null without limit; 0 where more was used than the plan has now. */
  left: number | null
  /** Calls at the end of the month; null while it is too early to say. */
  projected: number | null
  /** The day on which the last call of the plan is used at this pace; null where the month ends before. */
  runs_out_on: string | null
  /** The first day of the next month: then the count begins anew. */
  renews_on: string
}

/**
 * How the calls of a month stand against the plan (B-9A-2). The rule of the projection: from the third day on, as many calls a
 * day as on average so far, today counted as a whole day, rounded up. Where the plan is used up no more go out, so nothing is added.
 */
export function usageOf(used: number, limit: number | null, today: string): Usage {
  const first = firstOfMonth(today)
  const renews_on = addMonths(first, 1)
  const begun = daysBetween(first, today) + 1
  const days = daysBetween(first, renews_on)
  const left = limit === null ? null : Math.max(limit - used, 0)
  if (left === 0) return { state: 'REACHED', left, projected: used, runs_out_on: null, renews_on }
  const isEarly = begun < DAYS_BEFORE_PROJECTION && used > 0
  const projected = isEarly ? null : Math.ceil((used * days) / begun)
  return {
    state: limit !== null && used >= limit * NEAR_SHARE ? 'NEAR' : 'OPEN',
    left,
    projected,
    runs_out_on:
      limit !== null && projected !== null && projected >= limit ? reachedOn(used, limit, today, begun) : null,
    renews_on,
  }
}

/** The day of the month on which the limit is met at this pace; never before today. */
const reachedOn = (used: number, limit: number, today: string, begun: number): string =>
  addDays(firstOfMonth(today), Math.max(Math.ceil((limit * begun) / used), begun) - 1)

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`

/** The first days of the newest n months up to that of a day, the newest first. */
export const newestMonths = (day: string, n: number): string[] =>
  Array.from({ length: n }, (_, back) => addMonths(firstOfMonth(day), -back))
