import { useQuery } from '@tanstack/preact-query'
import { parseMoney } from '../../core/domain/kernel/money.ts'
import { toStripeAmount } from '../../core/domain/payments/stripe-amount.ts'
import { businessQuery, stripeQuery } from './business.ts'
import { may } from './permissions.ts'

export interface ToPay {
  amount: string
  currency: string
}

/** What the customer will be able to do with the link, in words. */
export function usePayWords(toPay: ToPay | null): string {
  const stripe = useQuery({ ...stripeQuery, enabled: may('stripe_account.read') }).data
  const business = useQuery(businessQuery).data
  if (!stripe || !business) return 'By the payment link'
  const hasAccount = business.bank_iban !== null || business.bank_account !== null
  if (stripe.is_paid_online && !isBeyondStripe(toPay))
    return hasAccount ? 'Card or bank, or to your account' : 'Card or bank'
  if (hasAccount) return 'To your bank account'
  return business.payment_instructions === null ? 'Say how in Settings, Payments' : 'As your instructions say'
}

/** An amount that Stripe charges nobody: too small, or too large. Nothing is said of a draft without one. */
function isBeyondStripe(toPay: ToPay | null): boolean {
  const due = toPay && parseMoney(toPay.amount, toPay.currency)
  return due?.ok === true && due.value > 0n && !toStripeAmount(due.value, toPay!.currency).ok
}
