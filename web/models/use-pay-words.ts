import { useQuery } from '@tanstack/preact-query'
import { stripeQuery } from './business.ts'
import { may } from './permissions.ts'

/** What the customer will be able to do with the link. */
export function usePayWords(): string {
  const stripe = useQuery({ ...stripeQuery, enabled: may('stripe_account.read') }).data
  if (!stripe) return 'By the payment link'
  // Without an account yet, the first customer who wants to pay makes one.
  return stripe.charges_enabled || stripe.account === null ? 'Card or bank' : 'You record it by hand'
}
