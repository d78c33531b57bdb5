import type Stripe from 'stripe'
import { DISPUTE_STATUSES } from '../../../core/domain/payments/disputes.ts'
import { REFUND_STATUSES } from '../../../core/domain/payments/refunds.ts'
import { fromStripeAmount } from '../../../core/domain/payments/stripe-amount.ts'
import type { CheckoutSession, Dispute, PaymentIntent, PaymentsAccount, Refund } from '../../../core/services/ports.ts'

export const readAccount = (account: Stripe.Account): PaymentsAccount => ({
  id: account.id,
  chargesEnabled: account.charges_enabled,
  detailsSubmitted: account.details_submitted,
  country: account.country ?? null,
  currency: account.default_currency?.toUpperCase() ?? null,
})

export function readSession(session: Stripe.Checkout.Session): CheckoutSession {
  const currency = (session.currency ?? '').toUpperCase()
  return {
    id: session.id,
    url: session.url,
    status: session.status === 'complete' ? 'complete' : session.status === 'expired' ? 'expired' : 'open',
    paid: session.payment_status === 'paid',
    expiresAt: new Date(session.expires_at * 1000),
    paymentIntent: idOf(session.payment_intent),
    amount: fromStripeAmount(session.amount_total ?? 0, currency),
    currency,
    invoiceId: session.metadata?.invoice_id ?? null,
  }
}

/** Takes an intent whose latest charge is expanded. */
export function readIntent(intent: Stripe.PaymentIntent): PaymentIntent {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const currency = intent.currency.toUpperCase()
  return {
    id: intent.id,
    status: STATUSES[intent.status] ?? 'unpaid',
    amountReceived: fromStripeAmount(intent.amount_received, currency),
    amountRefunded: fromStripeAmount(charge?.amount_refunded ?? 0, currency),
    currency,
    createdAt: new Date((charge?.created ?? intent.created) * 1000),
    receiptUrl: charge?.receipt_url ?? null,
    methodLabel: methodLabel(charge?.payment_method_details ?? null),
    failure: intent.last_payment_error?.message ?? null,
    invoiceId: intent.metadata.invoice_id ?? null,
  }
}

/** Where a refund says which request it answers. */
export const REQUEST = 'refund_request'

export const readRefund = (refund: Stripe.Refund): Refund => ({
  id: refund.id,
  requestId: refund.metadata?.[REQUEST] ?? null,
  status: REFUND_STATUSES.find((known) => known === refund.status?.toUpperCase()) ?? 'PENDING',
  amount: fromStripeAmount(refund.amount, refund.currency),
  currency: refund.currency.toUpperCase(),
  createdAt: new Date(refund.created * 1000),
})

/** A status that Stripe invents later is one of which nobody knows what to do about it: it is being looked at. */
export const readDispute = (dispute: Stripe.Dispute): Dispute => ({
  id: dispute.id,
  status: DISPUTE_STATUSES.find((known) => known === dispute.status.toUpperCase()) ?? 'UNDER_REVIEW',
  amount: fromStripeAmount(dispute.amount, dispute.currency),
  currency: dispute.currency.toUpperCase(),
  reason: dispute.reason,
  withdrawn: dispute.balance_transactions.reduce((sum, { amount }) => sum + amount, 0) < 0,
  evidenceDueBy: dispute.evidence_details.due_by === null ? null : new Date(dispute.evidence_details.due_by * 1000),
  live: dispute.livemode,
  createdAt: new Date(dispute.created * 1000),
})

const STATUSES: Record<string, PaymentIntent['status']> = {
  succeeded: 'succeeded',
  processing: 'pending',
  requires_capture: 'pending',
  canceled: 'canceled',
}

const idOf = (reference: string | { id: string } | null) =>
  typeof reference === 'object' ? (reference?.id ?? null) : reference

const BRANDS: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
}

const KINDS: Record<string, string> = {
  card: 'Card',
  us_bank_account: 'Bank account',
  sepa_debit: 'SEPA debit',
  bacs_debit: 'Direct debit',
  acss_debit: 'Bank account',
  au_becs_debit: 'Direct debit',
}

/** For instance "Visa ending 4242"; the kind alone where Stripe tells no digits. */
function methodLabel(details: Stripe.Charge.PaymentMethodDetails | null): string | null {
  if (!details) return null
  const own = (details as unknown as Record<string, { last4?: string | null; brand?: string | null } | undefined>)[
    details.type
  ]
  const kind = BRANDS[own?.brand ?? ''] ?? KINDS[details.type] ?? titleOf(details.type)
  return own?.last4 ? `${kind} ending ${own.last4}` : kind
}

const titleOf = (type: string) => (type.charAt(0).toUpperCase() + type.slice(1)).replaceAll('_', ' ')
