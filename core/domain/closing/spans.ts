import { addDays, instantIn, todayIn } from '../kernel/dates.ts'

/** Instants between which a business was closed; `until` is when it was opened again. */
export interface ClosedSpan {
  from: Date
  until: Date
}

/** Local days, the last one left out. */
export interface ClosedDays {
  from: string
  until: string
}

/**
 * The days whose morning, so many minutes after midnight, came while a business was closed. What is due on the day on which it
 * was opened again is due then.
 */
export const closedDays = (spans: readonly ClosedSpan[], zone: string, minutes: number): ClosedDays[] =>
  spans.map(({ from, until }) => {
    const day = todayIn(zone, from)
    return { from: instantIn(zone, day, minutes) < from ? addDays(day, 1) : day, until: todayIn(zone, until) }
  })

export const daysWith = (days: readonly ClosedDays[], day: string): ClosedDays | undefined =>
  days.find(({ from, until }) => from <= day && day < until)

export const isClosedAt = (spans: readonly ClosedSpan[], moment: Date): boolean =>
  spans.some(({ from, until }) => from <= moment && moment < until)
