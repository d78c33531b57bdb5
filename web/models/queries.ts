import { QueryClient } from '@tanstack/preact-query'
import { ApiError } from '../api.ts'

const FRESH_MS = 15_000

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 1 && error instanceof ApiError && error.status >= 500,
      retryDelay: 500,
      refetchOnWindowFocus: true,
    },
  },
})

/** First element of each query key: what a live event of that kind makes stale. */
const TOUCHES: Record<string, string[]> = {
  contact: ['contacts', 'invoices'],
  invoice: ['invoices', 'home', 'timeline', 'payments'],
  payment: ['payments', 'invoices', 'home', 'timeline', 'unapplied'],
  tax_rate: ['tax-rates'],
  business: ['business', 'home'],
  member: ['members'],
  invitation: ['invitations'],
}

/** Refetches what is on the screen and marks the rest stale. */
export function changed(kind: string): void {
  for (const first of TOUCHES[kind] ?? [kind]) void queryClient.invalidateQueries({ queryKey: [first] })
}

export const changedEverything = () => void queryClient.invalidateQueries()
