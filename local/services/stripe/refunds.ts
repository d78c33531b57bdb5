import { randomId } from '../random-id.ts'
import { displayAmount } from './currency.ts'
import { isChargedBack } from './disputes.ts'
import type { Params } from './form.ts'
import { integer, metadata, text } from './params.ts'
import { invalid, missing } from './problem.ts'
import { refundShape } from './shapes.ts'
import { type Charge, type Intent, type Owned, owned, type Refund, type StripeState, seconds } from './state.ts'

const INTENT = { object: 'payment_intent', param: 'intent' }
const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer']

export function getIntent(state: StripeState, account: string | null, id: string): Intent {
  return owned(state.intents, account, id, INTENT).object
}

/** `status` is what the dashboard's refund begins with: a bank may take days, or refuse. */
export function createRefund(
  state: StripeState,
  account: string | null,
  params: Params,
  status: RefundStatus = 'succeeded',
): Refund {
  const charge = chargeToRefund(state, account, params)
  const reason = text(params, 'reason')
  if (reason !== null && !REASONS.includes(reason))
    throw invalid(`Invalid reason: must be one of ${REASONS.join(', ')}`, 'reason')
  const rest = charge.object.amount - charge.object.amount_refunded
  const amount = integer(params, 'amount') ?? rest
  checkRest(charge.object, { amount, rest, isChargedBack: isChargedBack(state, charge.object) })
  const refund = refundShape({
    id: randomId('re_3'),
    created: seconds(state),
    amount,
    charge: charge.object.id,
    payment_intent: charge.object.payment_intent,
    currency: charge.object.currency,
    metadata: metadata(params),
    reason,
    status,
  })
  state.refunds.put(refund.id, { account, object: refund })
  const refunded = {
    ...charge.object,
    amount_refunded: charge.object.amount_refunded + amount,
    refunded: amount === rest,
  }
  state.charges.put(refunded.id, { account, object: refunded })
  state.emit('refund.created', account, refund)
  state.emit('charge.refunded', account, refunded)
  return COMES_BACK.includes(status)
    ? changeRefund(state, { account, object: { ...refund, status: 'pending' } }, status)
    : refund
}

export const REFUND_STATUSES = ['pending', 'succeeded', 'failed', 'canceled'] as const
const COMES_BACK: readonly string[] = ['failed', 'canceled']
export type RefundStatus = (typeof REFUND_STATUSES)[number]

/** What the bank says of a refund later, also after it had succeeded: what failed or was canceled is on the charge again. */
export function changeRefund(state: StripeState, { account, object }: Owned<Refund>, status: RefundStatus): Refund {
  const refund: Refund = {
    ...object,
    status,
    ...(status === 'failed' ? { failure_reason: 'expired_or_canceled_card', failure_balance_transaction: null } : {}),
  }
  state.refunds.put(refund.id, { account, object: refund })
  const charge = state.charges.get(String(refund.charge))
  if (charge && COMES_BACK.includes(status) && !COMES_BACK.includes(object.status ?? '')) {
    const amount_refunded = charge.object.amount_refunded - refund.amount
    state.charges.put(charge.object.id, { account, object: { ...charge.object, amount_refunded, refunded: false } })
  }
  state.emit('refund.updated', account, refund)
  state.emit('charge.refund.updated', account, refund)
  if (status === 'failed') state.emit('refund.failed', account, refund)
  return refund
}

export function listRefunds(state: StripeState, account: string | null, params: Params): Refund[] {
  const intent = text(params, 'payment_intent')
  const charge = text(params, 'charge')
  if (intent !== null) getIntent(state, account, intent)
  return state.refunds
    .all()
    .filter((refund) => refund.account === account)
    .map((refund) => refund.object)
    .filter((refund) => intent === null || refund.payment_intent === intent)
    .filter((refund) => charge === null || refund.charge === charge)
}

function chargeToRefund(state: StripeState, account: string | null, params: Params): Owned<Charge> {
  const id = text(params, 'charge')
  if (id !== null) return owned(state.charges, account, id, { object: 'charge', param: 'charge' })
  const intentId = text(params, 'payment_intent')
  if (intentId === null)
    throw invalid('One of the following params should be provided for this request: payment_intent or charge.')
  const intent = owned(state.intents, account, intentId, { object: 'payment_intent', param: 'payment_intent' }).object
  const charge = state.charges.get(intent.latest_charge ?? '')
  if (!charge || intent.status !== 'succeeded') {
    throw invalid(
      `This PaymentIntent (${intentId}) does not have a successful charge to refund.`,
      undefined,
      'charge_not_refundable',
    )
  }
  return charge
}

function checkRest(
  charge: Charge,
  { amount, rest, isChargedBack }: { amount: number; rest: number; isChargedBack: boolean },
) {
  if (charge.status !== 'succeeded') throw missing('charge', charge.id, 'charge')
  if (isChargedBack) {
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, undefined, 'charge_disputed')
  }
  if (rest === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded')
  if (amount < 1) throw invalid('Invalid positive integer', 'amount', 'parameter_invalid_integer')
  if (amount > rest) {
    throw invalid(
      `Refund amount (${displayAmount(amount, charge.currency)}) is greater than unrefunded amount on charge (${displayAmount(rest, charge.currency)})`,
      'amount',
    )
  }
}
