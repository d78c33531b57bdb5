import { useQuery } from '@tanstack/preact-query'
import { isDate, noonIn } from '../../core/domain/kernel/dates.ts'
import { businessQuery } from './business.ts'
import { today, zone } from './format.ts'

/** For what must not be asked or shown for another day than that of the business: null until its zone is known. */
export function useBusinessToday(): string | null {
  const { data, error } = useQuery(businessQuery)
  return data || error ? today() : null
}

/** An instant in the middle of a day of the business. */
export const noonOf = (day: string) => noonIn(zone(), day).toISOString()

/** What lists can be asked for: on the way to 2026 a date field passes the years 2, 20 and 202. */
export const isAskable = (day: string): boolean => isDate(day) && day >= '1900' && day < '3000'

/** A day from an address, where anything may stand; empty where there is no bound. */
export const askable = (day = ''): string => (isAskable(day) ? day : '')
