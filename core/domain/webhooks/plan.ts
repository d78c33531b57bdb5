import { fromStripeAmount } from '../payments/stripe-amount.ts'

/** What the database knows about a Stripe event; the object is what Stripe signed. */
export interface WebhookFacts {
  status: string
  account: string
  type: string
  object: Record<string, unknown>
  session: { id: string; invoice_id: string; amount: number; currency: string; status: string } | null
  intent_known: boolean
}

export type WebhookPlan =
  | { kind: 'ignore'; reason: string }
  | { kind: 'pay'; intent: string; sessionId: string | null; amount: bigint; currency: string; hint: string | null }
  | { kind: 'returns'; intent: string }
  | { kind: 'session'; sessionId: string; status: 'PROCESSING' | 'EXPIRED' | 'FAILED'; intent: string | null }
  | { kind: 'payment_failed'; intent: string }
  | { kind: 'account'; chargesEnabled: boolean }

type Planner = (object: Record<string, unknown>) => WebhookPlan

/** Filters and dispatches at once: a type that is not here is ignored (H-WH-2, WH9). */
const PLANNERS: Record<string, Planner> = {
  'checkout.session.completed': (session) =>
    session.payment_status === 'paid' ? paidSession(session) : sessionIs(session, 'PROCESSING'),
  'checkout.session.async_payment_succeeded': (session) => paidSession(session),
  'checkout.session.async_payment_failed': (session) => sessionIs(session, 'FAILED'),
  'checkout.session.expired': (session) => sessionIs(session, 'EXPIRED'),
  'payment_intent.succeeded': (intent) => ({
    kind: 'pay',
    intent: text(intent.id),
    sessionId: null,
    ...money(intent.amount_received ?? intent.amount, intent.currency),
    hint: hintOf(intent),
  }),
  'payment_intent.payment_failed': (intent) => ({ kind: 'payment_failed', intent: text(intent.id) }),
  'account.updated': (account) => ({ kind: 'account', chargesEnabled: account.charges_enabled === true }),
  // The business took our access back.
  'account.application.deauthorized': () => ({ kind: 'account', chargesEnabled: false }),
  // Whatever went back: Stripe is asked for all of it.
  'charge.refunded': (charge) => returnsOf(charge),
  'refund.created': (refund) => returnsOf(refund),
  'refund.updated': (refund) => returnsOf(refund),
  'refund.failed': (refund) => returnsOf(refund),
  'charge.dispute.created': (dispute) => returnsOf(dispute),
  'charge.dispute.updated': (dispute) => returnsOf(dispute),
  'charge.dispute.funds_withdrawn': (dispute) => returnsOf(dispute),
  'charge.dispute.funds_reinstated': (dispute) => returnsOf(dispute),
  'charge.dispute.closed': (dispute) => returnsOf(dispute),
}

/** The types that something is done about, as Stripe is asked for them; it takes 20 at most. */
export const HEARD_TYPES: readonly string[] = Object.keys(PLANNERS)

/** What an event asks for. The event names the money; the invoice is found by what this business stored, never by metadata. */
export function planWebhook(facts: WebhookFacts): WebhookPlan {
  if (facts.status === 'PROCESSED') return { kind: 'ignore', reason: 'PROCESSED' }
  const planner = PLANNERS[facts.type]
  return planner ? planner(facts.object) : { kind: 'ignore', reason: 'TYPE' }
}

const paidSession = (session: Record<string, unknown>): WebhookPlan => ({
  kind: 'pay',
  intent: text(session.payment_intent),
  sessionId: text(session.id),
  ...money(session.amount_total, session.currency),
  hint: hintOf(session),
})

/** A charge without an intent was not made here. */
const returnsOf = (of: Record<string, unknown>): WebhookPlan =>
  of.payment_intent ? { kind: 'returns', intent: text(of.payment_intent) } : { kind: 'ignore', reason: 'NO_INTENT' }

const sessionIs = (session: Record<string, unknown>, status: 'PROCESSING' | 'EXPIRED' | 'FAILED'): WebhookPlan => ({
  kind: 'session',
  sessionId: text(session.id),
  status,
  intent: typeof session.payment_intent === 'string' ? session.payment_intent : null,
})

function money(amount: unknown, currency: unknown): { amount: bigint; currency: string } {
  const code = text(currency).toUpperCase()
  return { amount: Number.isSafeInteger(amount) ? fromStripeAmount(amount as number, code) : 0n, currency: code }
}

function hintOf(object: Record<string, unknown>): string | null {
  const metadata = object.metadata as Record<string, unknown> | null | undefined
  return typeof metadata?.invoice_id === 'string' ? metadata.invoice_id : null
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
