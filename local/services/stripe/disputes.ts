import { randomId } from '../random-id.ts'
import type { Params } from './form.ts'
import { text } from './params.ts'
import { disputeShape } from './shapes.ts'
import { type Charge, type Dispute, type Owned, owned, type StripeState, seconds } from './state.ts'

/** As Stripe's documents list them; what the owner or the bank does to a dispute leads from one to another. */
export const DISPUTE_STATUSES = [
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'won',
  'lost',
] as const
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number]

const FEE = 1500
const OVER: readonly DisputeStatus[] = ['warning_closed', 'won', 'lost']
const ANSWERED: readonly DisputeStatus[] = ['warning_under_review', 'under_review']

export interface NewDispute {
  status: DisputeStatus
  amount: number
  reason: string
}

/** The customer's bank takes the money back, or asks about it; what is decided at once was open before. */
export function openDispute(state: StripeState, charge: Owned<Charge>, wish: NewDispute): Dispute {
  const first = beginning(wish.status)
  const opened = disputeShape({
    id: randomId('dp_1'),
    created: seconds(state),
    amount: wish.amount,
    charge: charge.object.id,
    currency: charge.object.currency,
    payment_intent: charge.object.payment_intent,
    reason: wish.reason,
    status: first,
    is_charge_refundable: isInquiry(first),
  })
  const dispute = isInquiry(first) ? opened : withdrawn(state, opened)
  state.charges.put(charge.object.id, { ...charge, object: { ...charge.object, disputed: true } })
  keep(state, charge.account, dispute)
  state.emit('charge.dispute.created', charge.account, dispute)
  if (!isInquiry(first)) state.emit('charge.dispute.funds_withdrawn', charge.account, dispute)
  return first === wish.status ? dispute : moveDispute(state, { account: charge.account, object: dispute }, wish.status)
}

/** What becomes of it, with the events that Stripe sends: money moves when an inquiry becomes a dispute, and when one is won. */
export function moveDispute(state: StripeState, { account, object }: Owned<Dispute>, status: DisputeStatus): Dispute {
  if (object.status === status) return object
  const evidence = ANSWERED.includes(status)
    ? { ...object.evidence_details, has_evidence: true, submission_count: object.evidence_details.submission_count + 1 }
    : object.evidence_details
  const told = { ...object, status, is_charge_refundable: isInquiry(status), evidence_details: evidence }
  const moved = moneyAt(state, told)
  keep(state, account, moved)
  state.emit(OVER.includes(status) ? 'charge.dispute.closed' : 'charge.dispute.updated', account, moved)
  const transactions = moved.balance_transactions.length - object.balance_transactions.length
  if (transactions > 0) {
    const back = status === 'won'
    state.emit(`charge.dispute.${back ? 'funds_reinstated' : 'funds_withdrawn'}`, account, moved)
  }
  return moved
}

export function listDisputes(state: StripeState, account: string | null, params: Params): Dispute[] {
  const intent = text(params, 'payment_intent')
  const charge = text(params, 'charge')
  return state.disputes
    .all()
    .filter((dispute) => dispute.account === account)
    .map((dispute) => dispute.object)
    .filter((dispute) => intent === null || dispute.payment_intent === intent)
    .filter((dispute) => charge === null || dispute.charge === charge)
}

export const getDispute = (state: StripeState, account: string | null, id: string): Dispute =>
  owned(state.disputes, account, id, { object: 'dispute', param: 'dispute' }).object

/** While a bank has the money, nothing is left to refund; an inquiry can still be ended by a refund. */
export const isChargedBack = (state: StripeState, charge: Charge): boolean =>
  state.disputes.all().some(({ object }) => object.charge === charge.id && isTaken(object))

const isInquiry = (status: DisputeStatus) => status.startsWith('warning_')

/** Only the two that Stripe begins with: a decision has a past. */
const beginning = (status: DisputeStatus): DisputeStatus =>
  isInquiry(status) ? 'warning_needs_response' : 'needs_response'

const isTaken = (dispute: Dispute) => dispute.balance_transactions.reduce((sum, { amount }) => sum + amount, 0) < 0

function moneyAt(state: StripeState, dispute: Dispute): Dispute {
  if (dispute.status === 'won') return isTaken(dispute) ? reinstated(state, dispute) : dispute
  return isInquiry(dispute.status) || isTaken(dispute) ? dispute : withdrawn(state, dispute)
}

const withdrawn = (state: StripeState, dispute: Dispute): Dispute =>
  withTransaction(state, dispute, { amount: -dispute.amount, fee: FEE })

/** The fee is kept. */
const reinstated = (state: StripeState, dispute: Dispute): Dispute =>
  withTransaction(state, dispute, { amount: dispute.amount, fee: 0 })

function withTransaction(state: StripeState, dispute: Dispute, { amount, fee }: { amount: number; fee: number }) {
  const transaction = {
    id: randomId('txn_1'),
    object: 'balance_transaction',
    amount,
    available_on: seconds(state),
    balance_type: 'payments',
    created: seconds(state),
    currency: dispute.currency,
    description: `Chargeback ${amount < 0 ? 'withdrawal' : 'reversal'} for ${dispute.charge}`,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: dispute.currency,
              description: 'Dispute fee',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: amount < 0 ? 'dispute' : 'dispute_reversal',
    source: dispute.id,
    status: 'available',
    type: 'adjustment',
  }
  return { ...dispute, balance_transactions: [...dispute.balance_transactions, transaction] }
}

const keep = (state: StripeState, account: string | null, object: Dispute) =>
  state.disputes.put(object.id, { account, object })
