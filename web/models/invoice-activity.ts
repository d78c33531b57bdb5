import type { AuditName } from '../../core/domain/actions.ts'
import type { Words } from './document-activity.ts'

/** What the audit may say of an invoice. */
type InvoiceAudit = Extract<AuditName, `${'invoice' | 'payment' | 'unapplied' | 'checkout' | 'webhook'}.${string}`>

export const INVOICE_WORDS: Words<InvoiceAudit> = {
  'invoice.create': [(who) => `Drafted by ${who}`],
  'invoice.update': [(who) => `Edited by ${who}`],
  'invoice.annotate': [(who) => `Internal notes edited by ${who}`],
  'invoice.hold': [(who) => `${who} pressed Send`],
  'invoice.cancel_send': [(who) => `${who} took it back before it went out`],
  'invoice.send_attempted': [() => 'Handed to the mail service'],
  'invoice.send': [(_, to) => (to ? `Sent by email to ${to}` : 'Sent by email')],
  'invoice.send_again': [(_, to) => (to ? `Sent again to ${to}` : 'Sent again')],
  'invoice.send_failed': [() => 'The mail service refused it', 'alert'],
  'invoice.follow': [(_, told) => told ?? 'The mail service told how it fared'],
  'invoice.mark_sent': [(who) => `Marked as sent by ${who}`],
  'invoice.create_payment_link': [(who) => `${who} made a payment link`],
  'invoice.revoke_payment_link': [(who) => `${who} closed all payment links`],
  'invoice.rotate_payment_link': [(who) => `${who} replaced the payment link`],
  'invoice.pay': [() => 'The customer went to pay', 'seen'],
  'invoice.pay_failed': [() => 'A payment did not go through', 'alert'],
  'invoice.void': [(who) => `Voided by ${who}`, 'alert'],
  'payment.create': [(who) => `Payment recorded by ${who}`, 'good'],
  'payment.apply': [() => 'Paid by the payment link', 'good'],
  'payment.refund': [() => 'The payment provider told of a refund', 'alert'],
  'payment.inquire': [() => 'The customer’s bank asks about a payment', 'alert'],
  'payment.dispute': [() => 'The customer’s bank disputes a payment', 'alert'],
  'payment.review_dispute': [() => 'The bank is looking at the dispute'],
  'payment.win_dispute': [() => 'The dispute was decided for you', 'good'],
  'payment.lose_dispute': [() => 'The dispute was lost: the money went back to the customer', 'alert'],
  'payment.close_dispute': [() => 'The dispute was closed'],
  'payment.reverse': [(who) => `Payment taken back by ${who}`, 'alert'],
  'payment.unapplied': [() => 'Money came in that does not fit', 'alert'],
  'unapplied.return': [(who) => `${who} recorded that what was too much went back`, 'alert'],
  'checkout.expire': [() => 'An unfinished checkout was closed'],
  'invoice.open_checkout': null,
  'invoice.keep_paper': null,
  'invoice.delete': [(who) => `Deleted by ${who}`],
  'payment.failed': [() => 'Payment failed'],
  'webhook.process': null,
}
