import type { Onboarding } from '../../core/contract/onboarding.ts'
import { post } from '../api.ts'
import { changed, queryClient } from './queries.ts'
import { Single } from './single.ts'

export type { Onboarding, OnboardingStep } from '../../core/contract/onboarding.ts'

/** What makes a step done is anywhere in the business. */
export const onboardingQuery = new Single('/v1/onboarding', {
  shows: ['onboarding', 'business', 'stripe_account', 'contact', 'conversation', 'phone_number', 'invoice', 'quote'],
}).query

const keep = (now: Onboarding): Onboarding => {
  queryClient.setQueryData(onboardingQuery.queryKey, now)
  changed('onboarding')
  return now
}

type Typed = Record<string, string>
export const completeStep = async (id: string): Promise<Onboarding> =>
  keep((await post('/v1/onboarding/steps/:id/complete', { data: {} }, { id })).data)

/** Keeps what was typed there for another day, or another device. */
export const skipStep = async (id: string, data: Typed): Promise<Onboarding> =>
  keep((await post('/v1/onboarding/steps/:id/skip', { data }, { id })).data)
