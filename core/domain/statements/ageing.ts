import { daysBetween } from '../kernel/dates.ts'

/** Minor units, by the days since they were due; what is due today is not late yet. */
export interface Ageing {
  not_due: bigint
  days_1_30: bigint
  days_31_60: bigint
  days_61_90: bigint
  days_over_90: bigint
  total: bigint
}
type Bucket = Exclude<keyof Ageing, 'total'>

/** Days from the due date to the day; 0 when it has not passed. */
export const daysLate = (dueDate: string, day: string): number => Math.max(0, daysBetween(dueDate, day))

/** What is owed at the end of a day, sorted by how late it is (the usual thirty days of an aged receivables report). */
export function ageing(dues: readonly { due_date: string; due: bigint }[], day: string): Ageing {
  const aged: Ageing = { not_due: 0n, days_1_30: 0n, days_31_60: 0n, days_61_90: 0n, days_over_90: 0n, total: 0n }
  for (const { due_date, due } of dues) {
    aged[bucketOf(daysLate(due_date, day))] += due
    aged.total += due
  }
  return aged
}

function bucketOf(late: number): Bucket {
  if (late === 0) return 'not_due'
  if (late <= 30) return 'days_1_30'
  if (late <= 60) return 'days_31_60'
  return late <= 90 ? 'days_61_90' : 'days_over_90'
}
