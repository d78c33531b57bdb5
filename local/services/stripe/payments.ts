import { randomId } from '../random-id.ts'
import { BANK, CARD, chargeShape, intentShape } from './shapes.ts'
import { type Charge, type Intent, type Owned, type OwnedSession, type StripeState, seconds } from './state.ts'

export const OUTCOMES = ['paid', 'declined', 'async_pending', 'async_paid', 'async_failed'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What the customer does on the checkout page. Answers false when the session no longer allows it. */
export function pay(state: StripeState, session: OwnedSession, outcome: Outcome): boolean {
  const { status, payment_status } = session.object
  const isWaiting = status === 'complete' && payment_status === 'unpaid'
  if (outcome === 'async_paid' || outcome === 'async_failed') {
    if (status === 'open') settleLater(state, startPending(state, session), outcome)
    else if (isWaiting && intentOf(state, session).object.status === 'processing') settleLater(state, session, outcome)
    else return false
    return true
  }
  if (status !== 'open') return false
  if (outcome === 'paid') payNow(state, session)
  else if (outcome === 'declined') decline(state, session)
  else startPending(state, session)
  return true
}

function payNow(state: StripeState, session: OwnedSession) {
  const charge = newCharge(state, session, 'succeeded', CARD)
  const intent = succeed(state, session, charge)
  const complete = saveSession(state, session, {
    status: 'complete',
    payment_status: 'paid',
    url: null,
    payment_intent: intent.id,
  })
  state.emit('checkout.session.completed', session.account, complete.object)
  state.emit('payment_intent.succeeded', session.account, intent)
  state.emit('charge.succeeded', session.account, charge)
}

function decline(state: StripeState, session: OwnedSession) {
  const charge = newCharge(state, session, 'failed', CARD)
  const intent = saveIntent(state, session, {
    status: 'requires_payment_method',
    latest_charge: charge.id,
    last_payment_error: DECLINED,
  })
  saveSession(state, session, { payment_intent: intent.id })
  state.emit('payment_intent.payment_failed', session.account, intent)
  state.emit('charge.failed', session.account, charge)
}

/** A bank debit was accepted; the money is not there yet. */
function startPending(state: StripeState, session: OwnedSession): OwnedSession {
  const charge = newCharge(state, session, 'pending', BANK)
  const intent = saveIntent(state, session, {
    status: 'processing',
    latest_charge: charge.id,
    last_payment_error: null,
  })
  const complete = saveSession(state, session, { status: 'complete', url: null, payment_intent: intent.id })
  state.emit('checkout.session.completed', session.account, complete.object)
  state.emit('payment_intent.processing', session.account, intent)
  state.emit('charge.pending', session.account, charge)
  return complete
}

function settleLater(state: StripeState, session: OwnedSession, outcome: 'async_paid' | 'async_failed') {
  const pending = state.charges.get(intentOf(state, session).object.latest_charge ?? '')
  if (!pending) return
  if (outcome === 'async_paid') {
    const charge = saveCharge(state, pending, {
      status: 'succeeded',
      paid: true,
      amount_captured: pending.object.amount,
    })
    const intent = succeed(state, session, charge)
    const paid = saveSession(state, session, { payment_status: 'paid' })
    state.emit('checkout.session.async_payment_succeeded', session.account, paid.object)
    state.emit('payment_intent.succeeded', session.account, intent)
    state.emit('charge.succeeded', session.account, charge)
    return
  }
  const charge = saveCharge(state, pending, { status: 'failed', paid: false, failure_code: 'insufficient_funds' })
  const intent = saveIntent(state, session, { status: 'requires_payment_method', last_payment_error: BOUNCED })
  state.emit('checkout.session.async_payment_failed', session.account, session.object)
  state.emit('payment_intent.payment_failed', session.account, intent)
  state.emit('charge.failed', session.account, charge)
}

const succeed = (state: StripeState, session: OwnedSession, charge: Charge): Intent =>
  saveIntent(state, session, {
    status: 'succeeded',
    amount_received: session.object.amount_total,
    latest_charge: charge.id,
    payment_method: charge.payment_method,
    last_payment_error: null,
  })

function intentOf(state: StripeState, session: OwnedSession): Owned<Intent> {
  const known = state.intents.get(session.object.payment_intent ?? '')
  if (known) return known
  const intent = intentShape({
    id: randomId('pi_3'),
    created: seconds(state),
    amount: session.object.amount_total,
    currency: session.object.currency,
    status: 'requires_payment_method',
    metadata: session.intent.metadata,
    description: session.intent.description,
    receipt_email: session.intent.receiptEmail,
  })
  session.object.payment_intent = intent.id
  const created = { account: session.account, object: intent }
  state.intents.put(intent.id, created)
  state.emit('payment_intent.created', session.account, intent)
  return created
}

function newCharge(
  state: StripeState,
  session: OwnedSession,
  status: Charge['status'],
  method: { type: string },
): Charge {
  const intent = intentOf(state, session).object
  const id = randomId('ch_3')
  const charge = chargeShape({
    id,
    created: seconds(state),
    amount: intent.amount,
    currency: intent.currency,
    status,
    payment_intent: intent.id,
    payment_method: randomId('pm_1'),
    payment_method_details: method,
    description: session.intent.description,
    metadata: session.intent.metadata,
    receipt_email: session.intent.receiptEmail,
    receipt_url: status === 'failed' ? null : `${state.base()}/stripe/receipts/${id}`,
    ...(status === 'failed' ? { failure_code: 'card_declined', failure_message: 'Your card was declined.' } : {}),
  })
  state.charges.put(id, { account: session.account, object: charge })
  return charge
}

function saveCharge(state: StripeState, charge: Owned<Charge>, change: Partial<Charge>): Charge {
  const saved = { ...charge, object: { ...charge.object, ...change } as Charge }
  state.charges.put(saved.object.id, saved)
  return saved.object
}

function saveIntent(state: StripeState, session: OwnedSession, change: Partial<Intent>): Intent {
  const intent = intentOf(state, session)
  const saved = { ...intent, object: { ...intent.object, ...change } as Intent }
  state.intents.put(saved.object.id, saved)
  return saved.object
}

function saveSession(state: StripeState, session: OwnedSession, change: Partial<OwnedSession['object']>): OwnedSession {
  const saved = { ...session, object: { ...session.object, ...change } as OwnedSession['object'] }
  state.sessions.put(saved.object.id, saved)
  return saved
}

const DECLINED = {
  type: 'card_error',
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
}

const BOUNCED = {
  type: 'invalid_request_error',
  code: 'payment_intent_payment_attempt_failed',
  message: 'The customer account has insufficient funds to cover this payment.',
}
