import { clockAhead, homeCurrency, homeZone } from './format.ts'
import { labels } from './labels.ts'
import { Single } from './single.ts'

export const profile = new Single('/v1/business', {
  // Who connects Stripe wants to be paid online; its version is that of the tax rates, too.
  shows: ['business', 'stripe_account', 'tax_rate'],
  staleTime: 60_000,
  learn: ({ currency, timezone, now, profile: { labels: words } }) => {
    labels.value = words
    clockAhead.value = Date.parse(now) - Date.now()
    homeCurrency.value = currency
    homeZone.value = timezone
  },
})
export const businessQuery = profile.query

const stripeAccount = new Single('/v1/stripe-account', { shows: ['stripe_account', 'business'] })
export const stripeQuery = stripeAccount.query

/** Makes the account when there is none, then goes to Stripe's own pages; comes back connected when nothing is missing. */
export async function connectStripe(): Promise<void> {
  const { onboarding_url } = await stripeAccount.create()
  if (onboarding_url) location.assign(onboarding_url)
}
