import type { Dispute } from '../../core/contract/disputes.ts'
import { now, shortInstant } from './format.ts'

/** Why a customer's bank took it up, in the words of the provider's documents made plain. */
const REASONS: Record<string, string> = {
  credit_not_processed: 'a refund was promised and did not come',
  duplicate: 'it was charged twice',
  fraudulent: 'the cardholder says that they did not pay this',
  product_not_received: 'what was paid for did not come',
  product_unacceptable: 'what was paid for was not as agreed',
  subscription_canceled: 'it was canceled before',
  unrecognized: 'the cardholder does not recognise it',
}

type Shown = Pick<Dispute, 'status' | 'respond_by'>

const isInquiry = ({ status }: Shown) => status.startsWith('WARNING_')

export const disputeTitle = (dispute: Shown): string =>
  isInquiry(dispute) ? 'The customer’s bank asks about a payment' : 'The customer’s bank disputes a payment'

/** What the owner can do, until when, and what follows. */
export function disputeAdvice(dispute: Shown, at = now()): string {
  const { status, respond_by } = dispute
  if (!status.endsWith('NEEDS_RESPONSE'))
    return isInquiry(dispute)
      ? 'Your answer is with the bank. Nothing has been taken.'
      : 'Your answer is with the bank, which decides in some weeks. There is nothing to do until then.'
  if (respond_by && Date.parse(respond_by) < at) return 'The time to answer is over. The bank decides.'
  const until = respond_by ? ` until ${shortInstant(respond_by)}` : ''
  const follows = isInquiry(dispute)
    ? 'Without an answer it can become a dispute.'
    : 'Without an answer it is lost, and the money stays with the customer.'
  return `Answer in Stripe${until}, with what shows that it was right. ${follows}`
}

/** Empty for a reason that says nothing to people. */
export const reasonSentence = ({ reason }: Pick<Dispute, 'reason'>): string =>
  REASONS[reason] ? `The bank’s reason: ${REASONS[reason]}.` : ''
