import type { AuditName } from '../../core/domain/actions.ts'
import type { Words } from './document-activity.ts'

type QuoteAudit = Extract<AuditName, `quote.${string}`>

/** As the audit calls whoever comes by a link. */
const CUSTOMER = 'portal'

export const QUOTE_WORDS: Words<QuoteAudit> = {
  'quote.keep_paper': null,
  'quote.create': [(who) => `Drafted by ${who}`],
  'quote.update': [(who) => `Edited by ${who}`],
  'quote.annotate': [(who) => `Internal notes edited by ${who}`],
  'quote.delete': [(who) => `Deleted by ${who}`],
  'quote.hold': [(who) => `${who} pressed Send`],
  'quote.cancel_send': [(who) => `${who} took it back before it went out`],
  'quote.send_attempted': [() => 'Handed to the mail service'],
  'quote.send': [(_, to) => (to ? `Sent by email to ${to}` : 'Sent by email')],
  'quote.send_again': [(_, to) => (to ? `Sent again to ${to}` : 'Sent again')],
  'quote.send_failed': [() => 'The mail service refused it', 'alert'],
  'quote.follow': [(_, told) => told ?? 'The mail service told how it fared'],
  'quote.mark_sent': [(who) => `Marked as sent by ${who}`],
  'quote.create_link': [(who) => `${who} made a link`],
  'quote.revoke_link': [(who) => `${who} closed all links`],
  'quote.rotate_link': [(who) => `${who} replaced the link`],
  'quote.revise': [(who) => `${who} took it back to change it`, 'alert'],
  'quote.approve': [
    (who, said) => (who === CUSTOMER ? `Approved on its page by ${said}` : `${who} recorded the customer’s approval`),
    'good',
  ],
  'quote.reject': [
    (who) => (who === CUSTOMER ? 'Rejected on its page' : `${who} recorded the customer’s rejection`),
    'alert',
  ],
  'quote.convert_to_invoice': [(who) => `${who} made it an invoice`, 'good'],
}
