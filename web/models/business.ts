import type { Business, StripeAccount, TaxRate, UpdateBusiness } from '../../core/contract/business.ts'
import { get, patch, post } from '../api.ts'
import { homeCurrency } from './format.ts'
import { queryClient } from './queries.ts'

export const businessQuery = {
  queryKey: ['business'],
  staleTime: 60_000,
  queryFn: async () => {
    const { data } = await get<Business>('/v1/business')
    homeCurrency.value = data.currency
    return data
  },
}

export const taxRatesQuery = {
  queryKey: ['tax-rates'],
  staleTime: 60_000,
  queryFn: async () => (await get<TaxRate[]>('/v1/tax-rates', { limit: 100 })).data,
}

export const stripeQuery = {
  queryKey: ['stripe-account'],
  queryFn: async () => (await get<StripeAccount>('/v1/stripe-account')).data,
}

export async function updateBusiness(changes: Omit<UpdateBusiness, 'if_match_version'>): Promise<Business> {
  const known = queryClient.getQueryData<Business>(['business'])
  const body = { ...changes, ...(known ? { if_match_version: known.version } : {}) }
  const { data } = await patch<Business>('/v1/business', body)
  queryClient.setQueryData(['business'], data)
  homeCurrency.value = data.currency
  return data
}

/** Makes the account when there is none, then goes to Stripe's own pages; comes back connected when nothing is missing. */
export async function connectStripe(): Promise<void> {
  const { data } = await post<StripeAccount>('/v1/stripe-account')
  queryClient.setQueryData(['stripe-account'], data)
  if (data.onboarding_url) location.assign(data.onboarding_url)
}
