import { change, type Row, view } from './rights.ts'

const MONEY = 'record_payments'

/** Money that comes in and goes back (H-RBAC-8). */
export const PAYMENT_ACTIONS = {
  'checkout.expire': { also: ['JOB'], audit: 'checkout.expire', tells: 'checkout' },

  'payments.read': { may: view(MONEY) },
  'payments.create': { may: change(MONEY), audit: 'payment.create', event: 'payment.succeeded', tells: 'payment' },
  'payments.reverse': { may: change(MONEY), audit: 'payment.reverse', tells: 'payment' },
  'payments.reverse_advance': { of: 'payments.reverse', audit: 'payment.reverse', tells: 'payment' },
  'contacts.record_advance': {
    may: change(MONEY),
    audit: 'contact.record_advance',
    event: 'payment.succeeded',
    tells: 'payment',
  },
  // What a person asked for is asked once more by a job where no answer came.
  'payments.refund': { may: change(MONEY), also: ['JOB'], audit: 'payment.refund_asked', tells: 'payment' },
  'payments.refund_by_hand': {
    of: 'payments.refund',
    audit: 'payment.refund_by_hand',
    event: 'payment.refunded',
    tells: 'payment',
  },
  // Whether it came about, Stripe tells: its event is written where that is recorded.
  'payments.refund_answered': { of: 'payments.refund', audit: 'payment.refund', tells: 'payment' },
  'payments.refund_unanswered': { of: 'payments.refund', audit: 'payment.refund_unanswered', tells: 'payment' },
  'payments.refund_refused': {
    of: 'payments.refund',
    audit: 'payment.refund_refused',
    tells: 'payment',
  },
  'payments.apply': { also: ['JOB'], audit: 'payment.apply', event: 'payment.succeeded', tells: 'payment' },
  'payments.unapplied': {
    of: 'payments.apply',
    audit: 'payment.unapplied',
    event: 'payment.unapplied',
    tells: 'payment',
  },
  'payments.failed': { of: 'payments.apply', audit: 'payment.failed', event: 'payment.failed', tells: 'payment' },
  'payments.refunded': { of: 'payments.apply', audit: 'payment.refund', event: 'payment.refunded', tells: 'payment' },
  'payments.inquire': { of: 'payments.apply', audit: 'payment.inquire', event: 'payment.disputed', tells: 'payment' },
  'payments.dispute': { of: 'payments.apply', audit: 'payment.dispute', event: 'payment.disputed', tells: 'payment' },
  'payments.review_dispute': { of: 'payments.apply', audit: 'payment.review_dispute', tells: 'payment' },
  'payments.win_dispute': {
    of: 'payments.apply',
    audit: 'payment.win_dispute',
    event: 'payment.dispute_closed',
    tells: 'payment',
  },
  'payments.lose_dispute': {
    of: 'payments.apply',
    audit: 'payment.lose_dispute',
    event: 'payment.dispute_closed',
    tells: 'payment',
  },
  'payments.close_dispute': {
    of: 'payments.apply',
    audit: 'payment.close_dispute',
    event: 'payment.dispute_closed',
    tells: 'payment',
  },
  'payments.reconcile': { also: ['JOB'] },
  'webhooks.process': { also: ['JOB'], audit: 'webhook.process', tells: 'payment' },
  'unapplied.read': { may: view(MONEY) },
  'unapplied.apply': { may: change(MONEY), audit: 'unapplied.apply', tells: 'payment' },
  'unapplied.return': { may: change(MONEY), audit: 'unapplied.return', event: 'payment.refunded', tells: 'payment' },
  'disputes.read': { may: view(MONEY) },
} as const satisfies Record<string, Row>
