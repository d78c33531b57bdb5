import { randomId } from '../random-id.ts'
import { checkAmount, checkCurrency } from './currency.ts'
import type { Params } from './form.ts'
import { group, integer, list, metadata, requiredText, text, webAddress } from './params.ts'
import { invalid } from './problem.ts'
import { sessionShape } from './shapes.ts'
import { type OwnedSession, owned, type Session, type StripeState, seconds } from './state.ts'

const DAY = 86_400
const NAMES = { object: 'checkout.session', param: 'session' }

export const SESSION_PARAMS = [
  'adaptive_pricing',
  'cancel_url',
  'client_reference_id',
  'customer_creation',
  'customer_email',
  'expires_at',
  'invoice_creation',
  'line_items',
  'locale',
  'metadata',
  'mode',
  'payment_intent_data',
  'payment_method_types',
  'submit_type',
  'success_url',
  'ui_mode',
]

export function createSession(state: StripeState, account: string | null, params: Params): Session {
  checkAccount(state, account)
  if (text(params, 'mode') !== 'payment') throw invalid('Only payment mode is simulated', 'mode')
  const priced = priceLines(list(params, 'line_items'))
  const intent = group(params, 'payment_intent_data')
  const id = randomId('cs_test_a1', 56)
  const session = sessionShape({
    id,
    created: seconds(state),
    amount_total: priced.amount,
    currency: priced.currency,
    expires_at: expiry(state, params),
    url: `${state.base()}/stripe/checkout/${id}`,
    success_url: webAddress(params, 'success_url'),
    cancel_url: params.cancel_url === undefined ? null : webAddress(params, 'cancel_url'),
    customer_email: email(params),
    client_reference_id: text(params, 'client_reference_id'),
    metadata: metadata(params),
  })
  state.sessions.put(id, {
    account,
    object: session,
    description: priced.description,
    intent: {
      metadata: metadata(intent, 'payment_intent_data[metadata]'),
      description: text(intent, 'description'),
      receiptEmail: text(intent, 'receipt_email'),
    },
  })
  return session
}

export function findSession(state: StripeState, account: string | null, id: string): OwnedSession {
  return current(state, owned(state.sessions, account, id, NAMES))
}

/** By id alone, for the checkout page, which has no key. */
export function sessionOfPage(state: StripeState, id: string): OwnedSession | null {
  const found = state.sessions.get(id)
  return found ? current(state, found) : null
}

export function expireSession(state: StripeState, account: string | null, id: string): Session {
  const found = findSession(state, account, id)
  if (found.object.status !== 'open') {
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of "${found.object.status}".`,
    )
  }
  return expire(state, found).object
}

/** Expires what product time has passed. */
export function expireSessions(state: StripeState) {
  for (const session of state.sessions.all()) current(state, session)
}

export function listSessions(state: StripeState, account: string | null, params: Params): Session[] {
  const intent = text(params, 'payment_intent')
  const status = text(params, 'status')
  return state.sessions
    .all()
    .filter((session) => session.account === account)
    .map((session) => current(state, session).object)
    .filter((session) => intent === null || session.payment_intent === intent)
    .filter((session) => status === null || session.status === status)
}

function checkAccount(state: StripeState, account: string | null) {
  if (account !== null && !state.accounts.get(account)?.charges_enabled) {
    throw invalid('Your account cannot currently make charges. Complete its onboarding first.')
  }
}

function priceLines(lines: (string | Params)[]) {
  if (lines.length === 0) throw invalid('Missing required param: line_items.', 'line_items', 'parameter_missing')
  const priced = lines.map(priceLine)
  const currency = priced[0]?.currency ?? ''
  if (priced.some((line) => line.currency !== currency)) {
    throw invalid('All line items must have the same currency.', 'line_items')
  }
  const amount = priced.reduce((sum, line) => sum + line.amount, 0)
  checkAmount(amount, currency, 'line_items')
  return { amount, currency, description: priced.map((line) => line.name).join(', ') }
}

function priceLine(line: string | Params, index: number) {
  const path = `line_items[${index}]`
  if (typeof line === 'string') throw invalid('Invalid object', path)
  const price = group(line, 'price_data')
  const amount = integer(price, 'unit_amount', `${path}[price_data][unit_amount]`)
  const quantity = integer(line, 'quantity', `${path}[quantity]`)
  if (amount === null || amount < 0)
    throw invalid('This value must be greater than or equal to 0.', `${path}[price_data][unit_amount]`)
  if (quantity === null || quantity < 1)
    throw invalid('This value must be greater than or equal to 1.', `${path}[quantity]`)
  return {
    amount: amount * quantity,
    currency: checkCurrency(
      requiredText(price, 'currency', `${path}[price_data][currency]`),
      `${path}[price_data][currency]`,
    ),
    name: requiredText(group(price, 'product_data'), 'name', `${path}[price_data][product_data][name]`),
  }
}

function expiry(state: StripeState, params: Params): number {
  const wanted = integer(params, 'expires_at')
  const now = seconds(state)
  if (wanted === null) return now + DAY
  // Stripe allows for a request that was a little while on its way.
  if (wanted < now + 1800 - 60)
    throw invalid(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    )
  if (wanted > now + DAY + 60)
    throw invalid('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', 'expires_at')
  return wanted
}

function email(params: Params): string | null {
  const value = text(params, 'customer_email')
  if (value !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
    throw invalid(`Invalid email address: ${value}`, 'customer_email', 'email_invalid')
  }
  return value
}

// The address of this server can change with a restart, so the page's is always written anew.
function current(state: StripeState, session: OwnedSession): OwnedSession {
  if (session.object.status !== 'open') return session
  if (session.object.expires_at <= seconds(state)) return expire(state, session)
  const url = `${state.base()}/stripe/checkout/${session.object.id}`
  return session.object.url === url ? session : { ...session, object: { ...session.object, url } }
}

function expire(state: StripeState, session: OwnedSession): OwnedSession {
  const expired: OwnedSession = { ...session, object: { ...session.object, status: 'expired', url: null } }
  state.sessions.put(expired.object.id, expired)
  const intent = state.intents.get(expired.object.payment_intent ?? '')
  if (intent) {
    const canceled = {
      ...intent.object,
      status: 'canceled' as const,
      canceled_at: seconds(state),
      cancellation_reason: 'automatic',
    }
    state.intents.put(canceled.id, { ...intent, object: canceled })
    state.emit('payment_intent.canceled', session.account, canceled)
  }
  state.emit('checkout.session.expired', session.account, expired.object)
  return expired
}
