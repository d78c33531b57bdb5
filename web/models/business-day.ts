import { useQuery } from '@tanstack/preact-query'
import { todayIn } from '../../core/domain/kernel/dates.ts'
import { businessQuery } from './business.ts'
import { localToday } from './format.ts'

/** The day it is for the business, by whose calendar things are due and paid; null until its zone is known. */
export function useBusinessToday(): string | null {
  const { data, error } = useQuery(businessQuery)
  if (data) return todayIn(data.timezone, new Date())
  return error ? localToday() : null
}
