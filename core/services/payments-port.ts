// What the business needs from a payment provider, in plain types.

import type { DisputeStatus } from '../domain/payments/disputes.ts'
import type { RefundStatus } from '../domain/payments/refunds.ts'

/** `unavailable`: nobody knows whether it happened; the same call with the same key is safe to repeat. */
export type PaymentsAnswer<T> =
  | { outcome: 'ok'; value: T }
  | { outcome: 'unavailable'; reason: string }
  /** `code` is the provider's, for instance resource_missing, account_invalid, idempotency_error, amount_too_small. */
  | { outcome: 'refused'; reason: string; code: string }

/** Every call but the first names the connected account: charges are direct, nothing is shared between accounts. */
export interface Payments {
  /** A new account can charge before its owner has told the provider who he is: a simulator's, never Stripe's. */
  readonly newAccountsCharge: boolean
  createAccount(account: NewAccount): Promise<PaymentsAnswer<PaymentsAccount>>
  getAccount(id: string): Promise<PaymentsAnswer<PaymentsAccount>>
  /** Takes back our own access to an account, which stays its owner's; where there is none any more that is well. */
  disconnect(id: string): Promise<PaymentsAnswer<void>>
  /** A page where the owner of the business completes the account. */
  createAccountLink(link: {
    account: string
    returnUrl: string
    refreshUrl: string
  }): Promise<PaymentsAnswer<{ url: string; expiresAt: Date }>>
  createCheckoutSession(session: NewCheckoutSession): Promise<PaymentsAnswer<CheckoutSession>>
  /** Expiring a session that is no longer open answers the session as it is. */
  expireSession(account: string, id: string): Promise<PaymentsAnswer<CheckoutSession>>
  getSession(account: string, id: string): Promise<PaymentsAnswer<CheckoutSession>>
  findSessionByIntent(account: string, paymentIntent: string): Promise<PaymentsAnswer<CheckoutSession | null>>
  getPaymentIntent(account: string, id: string): Promise<PaymentsAnswer<PaymentIntent>>
  /** The same key with the same amount answers the same refund. */
  createRefund(refund: NewRefund): Promise<PaymentsAnswer<Refund>>
  /** Newest first. */
  listRefunds(account: string, paymentIntent: string): Promise<PaymentsAnswer<Refund[]>>
  /** Newest first. */
  listDisputes(account: string, paymentIntent: string): Promise<PaymentsAnswer<Dispute[]>>
  /** A page of what happened on an account, newest first: of these types, since a time, after the last of the page before. */
  listEvents(
    account: string,
    of: { types: readonly string[]; since: Date; after: string | null },
  ): Promise<PaymentsAnswer<EventPage>>
}

export interface NewAccount {
  tenantId: string
  name: string
  email: string
  /** ISO 3166 alpha-2; it decides the account's currency. */
  country?: string
}

export interface PaymentsAccount {
  id: string
  chargesEnabled: boolean
  detailsSubmitted: boolean
  country: string | null
  currency: string | null
}

export interface NewCheckoutSession {
  account: string
  /** Idempotency key: the same key with the same session answers the same session. */
  key: string
  /** Minor units of ISO 4217. */
  amount: bigint
  currency: string
  description: string
  invoiceId: string
  invoiceNumber: string
  customerEmail?: string
  successUrl: string
  cancelUrl: string
  /** Between 30 minutes and 24 hours from now; the provider's default is 24 hours. */
  expiresAt?: Date
}

export interface CheckoutSession {
  id: string
  /** Null once it is no longer open. */
  url: string | null
  status: 'open' | 'complete' | 'expired'
  paid: boolean
  expiresAt: Date
  /** Null until the customer tries to pay. */
  paymentIntent: string | null
  amount: bigint
  currency: string
  /** A hint only: whoever owns the account can write it (WH8). */
  invoiceId: string | null
}

export interface PaymentIntent {
  id: string
  status: 'pending' | 'succeeded' | 'canceled' | 'unpaid'
  amountReceived: bigint
  amountRefunded: bigint
  /** Upper case ISO 4217. */
  currency: string
  createdAt: Date
  receiptUrl: string | null
  /** For instance "Visa ending 4242". */
  methodLabel: string | null
  /** Why the last attempt failed. */
  failure: string | null
  /** A hint only (WH8). */
  invoiceId: string | null
}

export interface NewRefund {
  account: string
  /** Idempotency key, kept by the provider for a day. */
  key: string
  paymentIntent: string
  /** Minor units of ISO 4217. */
  amount: bigint
  currency: string
  requestId: string
}

export interface Refund {
  id: string
  /** What it says that it answers; a hint only (WH8). */
  requestId: string | null
  status: RefundStatus
  amount: bigint
  currency: string
  createdAt: Date
}

/** A payment that the customer's bank takes back, or asks about (`WARNING_`), until somebody decides. */
export interface Dispute {
  id: string
  status: DisputeStatus
  amount: bigint
  currency: string
  /** The provider's word, for instance fraudulent, product_not_received. */
  reason: string
  /** The provider has taken the money and not given it back. */
  withdrawn: boolean
  evidenceDueBy: Date | null
  live: boolean
  createdAt: Date
}

export interface WebhookVerifier {
  /** Null for anything that the provider did not sign within 300 seconds of `nowSeconds`, before or after (WH1, WH2). */
  verifyWebhook(rawBody: string, signatureHeader: string | null, nowSeconds: number): Promise<StripeEvent | null>
}

export interface EventPage {
  events: StripeEvent[]
  /** Where the next page begins; null on the last. */
  next: string | null
}

export interface StripeEvent {
  id: string
  type: string
  /** The connected account it happened on; null for the platform's own. */
  account: string | null
  /** Seconds. */
  created: number
  livemode: boolean
  /** `data.object` as sent. */
  object: Record<string, unknown>
}
