import { useQuery } from '@tanstack/preact-query'
import { businessQuery, stripeQuery } from './business.ts'
import { may } from './permissions.ts'

/** What the customer will be able to do with the link, in words. */
export function usePayWords(): string {
  const stripe = useQuery({ ...stripeQuery, enabled: may('stripe_account.read') }).data
  const business = useQuery(businessQuery).data
  if (!stripe || !business) return 'By the payment link'
  const hasAccount = business.bank_iban !== null || business.bank_account !== null
  if (stripe.is_paid_online) return hasAccount ? 'Card or bank, or to your account' : 'Card or bank'
  if (hasAccount) return 'To your bank account'
  return business.payment_instructions === null ? 'Say how in Settings, Payments' : 'As your instructions say'
}
