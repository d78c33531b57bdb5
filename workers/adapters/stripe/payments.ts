import type Stripe from 'stripe'
import { asciiEmail, parseEmail } from '../../../core/domain/kernel/contact-points.ts'
import { toStripeAmount, toStripeUnits } from '../../../core/domain/payments/stripe-amount.ts'
import type {
  CheckoutSession,
  EventPage,
  NewCheckoutSession,
  NewRefund,
  Payments,
  PaymentsAnswer,
  Refund,
} from '../../../core/services/ports.ts'
import { sha256Hex } from '../../../core/services/secrets.ts'
import { ask, refused } from './answers.ts'
import { isSimulator, type StripeConfig, stripeClient } from './client.ts'
import { REQUEST, readAccount, readDispute, readIntent, readRefund, readSession } from './read.ts'
import { readEvent } from './webhooks.ts'

const NAME_MAX = 250
const RETURNS_MAX = 100
const EVENTS_MAX = 100

/** Two at once get one account; after an answer was lost, a corrected name or country is not refused as another request. */
const accountKey = async (tenantId: string, params: Stripe.AccountCreateParams) =>
  `account.create:${tenantId}:${(await sha256Hex(JSON.stringify(params))).slice(0, 16)}`

/**
 * Stripe refuses with one code (invalid_client) what is connected no more, as after an answer that was lost, and what another
 * application asks: whether the account is still ours to read tells them apart.
 */
async function disconnect(stripe: Stripe, client: string | undefined, account: string): Promise<PaymentsAnswer<void>> {
  if (!client) return refused('no_client_id', 'STRIPE_CLIENT_ID is not set')
  const params = { client_id: client, stripe_user_id: account }
  const answer = await ask(async () => void (await stripe.oauth.deauthorize(params)))
  if (answer.outcome !== 'refused') return answer
  const held = await ask(async () => void (await stripe.accounts.retrieve(account)))
  if (held.outcome === 'unavailable') return held
  return held.outcome === 'refused' && held.code === 'account_invalid' ? { outcome: 'ok', value: undefined } : answer
}

/** Payments by Stripe: direct charges on the connected account of each business. */
export function stripePayments(config: StripeConfig): Payments {
  const stripe = stripeClient(config)
  return {
    newAccountsCharge: isSimulator(config),
    createAccount: ({ tenantId, name, email, country }) =>
      ask(async () => {
        const params: Stripe.AccountCreateParams = {
          email,
          ...(country ? { country } : {}),
          business_profile: { name: name.slice(0, NAME_MAX) },
          // The business is Stripe's own customer: it pays the fees, bears losses and has the full dashboard.
          controller: {
            fees: { payer: 'account' },
            losses: { payments: 'stripe' },
            stripe_dashboard: { type: 'full' },
          },
          metadata: { tenant_id: tenantId },
        }
        return readAccount(await stripe.accounts.create(params, { idempotencyKey: await accountKey(tenantId, params) }))
      }),
    getAccount: (id) => ask(async () => readAccount(await stripe.accounts.retrieve(id))),
    disconnect: (account) => disconnect(stripe, config.clientId, account),
    createAccountLink: ({ account, returnUrl, refreshUrl }) =>
      ask(async () => {
        const params = { account, return_url: returnUrl, refresh_url: refreshUrl, type: 'account_onboarding' } as const
        const link = await stripe.accountLinks.create(params)
        return { url: link.url, expiresAt: new Date(link.expires_at * 1000) }
      }),
    createCheckoutSession: (session) => createSession(stripe, session),
    expireSession: (account, id) => expireSession(stripe, account, id),
    getSession: (account, id) => getSession(stripe, account, id),
    findSessionByIntent: (stripeAccount, paymentIntent) =>
      ask(async () => {
        const found = await stripe.checkout.sessions.list(
          { payment_intent: paymentIntent, limit: 1 },
          { stripeAccount },
        )
        return found.data[0] ? readSession(found.data[0]) : null
      }),
    getPaymentIntent: (stripeAccount, id) =>
      ask(async () =>
        readIntent(await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }, { stripeAccount })),
      ),
    createRefund: (refund) => createRefund(stripe, refund),
    listRefunds: (stripeAccount, paymentIntent) =>
      ask(async () => {
        const found = await stripe.refunds.list(
          { payment_intent: paymentIntent, limit: RETURNS_MAX },
          { stripeAccount },
        )
        return found.data.map(readRefund)
      }),
    listDisputes: (stripeAccount, paymentIntent) =>
      ask(async () => {
        const found = await stripe.disputes.list(
          { payment_intent: paymentIntent, limit: RETURNS_MAX },
          { stripeAccount },
        )
        return found.data.map(readDispute)
      }),
    listEvents: (account, of) => listEvents(stripe, account, of),
  }
}

async function createRefund(stripe: Stripe, refund: NewRefund): Promise<PaymentsAnswer<Refund>> {
  const amount = toStripeUnits(refund.amount, refund.currency)
  if (!amount.ok) return refused(amount.error, `Stripe cannot refund this amount of ${refund.currency}.`)
  const params = {
    payment_intent: refund.paymentIntent,
    amount: amount.value,
    metadata: { [REQUEST]: refund.requestId },
  }
  const options = { stripeAccount: refund.account, idempotencyKey: refund.key }
  return ask(async () => readRefund(await stripe.refunds.create(params, options)))
}

const listEvents = (
  stripe: Stripe,
  stripeAccount: string,
  { types, since, after }: Parameters<Payments['listEvents']>[1],
): Promise<PaymentsAnswer<EventPage>> =>
  ask(async () => {
    const created = { gte: Math.floor(since.getTime() / 1000) }
    const place = after === null ? {} : { starting_after: after }
    const found = await stripe.events.list(
      { types: [...types], created, limit: EVENTS_MAX, ...place },
      { stripeAccount },
    )
    // Asked for one account, Stripe does not say whose they are.
    const events = found.data.flatMap((event) => readEvent({ ...event, account: stripeAccount }) ?? [])
    return { events, next: found.has_more ? (found.data.at(-1)?.id ?? null) : null }
  })

async function createSession(stripe: Stripe, session: NewCheckoutSession): Promise<PaymentsAnswer<CheckoutSession>> {
  const amount = toStripeAmount(session.amount, session.currency)
  if (!amount.ok) return refused(amount.error, `Stripe cannot charge this amount of ${session.currency}.`)
  const options = { stripeAccount: session.account, idempotencyKey: session.key }
  return ask(async () =>
    readSession(await stripe.checkout.sessions.create(sessionParams(session, amount.value), options)),
  )
}

function sessionParams(session: NewCheckoutSession, amount: number): Stripe.Checkout.SessionCreateParams {
  const metadata = { invoice_id: session.invoiceId, invoice_number: session.invoiceNumber }
  const description = session.description.slice(0, NAME_MAX)
  const email = parseEmail(session.customerEmail ?? '')
  const customerEmail = email.ok ? asciiEmail(email.value) : null
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: session.currency.toLowerCase(),
          unit_amount: amount,
          product_data: { name: description },
        },
      },
    ],
    metadata,
    payment_intent_data: { metadata, description },
    client_reference_id: session.invoiceId,
    success_url: session.successUrl,
    cancel_url: session.cancelUrl,
    // The price is in the invoice's currency and must arrive in it.
    adaptive_pricing: { enabled: false },
    ...(customerEmail ? { customer_email: customerEmail } : {}),
    ...(session.expiresAt ? { expires_at: Math.floor(session.expiresAt.getTime() / 1000) } : {}),
  }
}

const getSession = (stripe: Stripe, stripeAccount: string, id: string): Promise<PaymentsAnswer<CheckoutSession>> =>
  ask(async () => readSession(await stripe.checkout.sessions.retrieve(id, {}, { stripeAccount })))

async function expireSession(stripe: Stripe, account: string, id: string): Promise<PaymentsAnswer<CheckoutSession>> {
  const expired = await ask(async () =>
    readSession(await stripe.checkout.sessions.expire(id, {}, { stripeAccount: account })),
  )
  // Stripe refuses when it is no longer open: then what it is now matters, it may be paid.
  const isJudged = expired.outcome === 'refused' && expired.code === 'invalid_request_error'
  return isJudged ? getSession(stripe, account, id) : expired
}
