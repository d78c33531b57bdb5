import { useQuery } from '@tanstack/preact-query'
import { isDate, todayIn } from '../../core/domain/kernel/dates.ts'
import { businessQuery } from './business.ts'
import { localToday } from './format.ts'

/** The day it is for the business, by whose calendar things are due and paid; null until its zone is known. */
export function useBusinessToday(): string | null {
  const { data, error } = useQuery(businessQuery)
  if (data) return todayIn(data.timezone, new Date())
  return error ? localToday() : null
}

/** What lists can be asked for: on the way to 2026 a date field passes the years 2, 20 and 202. */
export const isAskable = (day: string): boolean => isDate(day) && day >= '1900' && day < '3000'

/** A day from an address, where anything may stand; empty where there is no bound. */
export const askable = (day = ''): string => (isAskable(day) ? day : '')
