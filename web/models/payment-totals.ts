import { keepPreviousData } from '@tanstack/preact-query'
import { get } from '../api.ts'
import type { Query } from '../routes.ts'
import type { Kind } from './queries.ts'

export type PaymentFilters = Query<'/v1/payments/totals'>

/** What the payments of a filter come to. */
export const paymentTotals = (filters: PaymentFilters) => ({
  queryKey: ['/v1/payments/totals', filters],
  meta: { shows: ['payment', 'invoice', 'contact'] as readonly Kind[] },
  placeholderData: keepPreviousData,
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await get('/v1/payments/totals', { query: filters, signal })).data,
})
