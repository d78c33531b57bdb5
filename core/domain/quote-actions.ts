import { change, draft, type Row, view } from './rights.ts'

const DOCUMENTS = 'create_documents'
const SENDING = 'send_documents'

/** What is done with a quote, by the business and by its customer. */
export const QUOTE_ACTIONS = {
  'quotes.read': { may: view(DOCUMENTS) },
  'quotes.create': { may: draft(DOCUMENTS), audit: 'quote.create', event: 'quote.created', tells: 'quote' },
  'quotes.update': { may: draft(DOCUMENTS), audit: 'quote.update', event: 'quote.updated', tells: 'quote' },
  'quotes.delete': { may: draft(DOCUMENTS), audit: 'quote.delete', tells: 'quote' },
  'quotes.keep_paper': { also: ['JOB'], audit: 'quote.keep_paper' },
  'quotes.annotate': { may: draft(DOCUMENTS), audit: 'quote.annotate', tells: 'quote' },
  'quotes.send': { may: change(SENDING), also: ['JOB'], audit: 'quote.send', event: 'quote.sent', tells: 'quote' },
  'quotes.send_attempted': {
    of: 'quotes.send',
    audit: 'quote.send_attempted',
    event: 'quote.send_attempted',
    tells: 'quote',
  },
  'quotes.follow': { also: ['JOB'], audit: 'quote.follow', tells: 'quote' },
  'quotes.send_failed': { of: 'quotes.send', audit: 'quote.send_failed', event: 'quote.send_failed', tells: 'quote' },
  'quotes.hold': { of: 'quotes.send', audit: 'quote.hold', event: 'quote.send_attempted', tells: 'quote' },
  'quotes.cancel_send': {
    of: 'quotes.send',
    audit: 'quote.cancel_send',
    event: 'quote.send_canceled',
    tells: 'quote',
  },
  'quotes.send_again': {
    may: change(SENDING),
    also: ['JOB'],
    audit: 'quote.send_again',
    event: 'quote.sent_again',
    tells: 'quote',
  },
  'quotes.hold_again': { of: 'quotes.send_again', audit: 'quote.hold', event: 'quote.send_attempted', tells: 'quote' },
  'quotes.send_again_attempted': {
    of: 'quotes.send_again',
    audit: 'quote.send_attempted',
    event: 'quote.send_attempted',
    tells: 'quote',
  },
  'quotes.send_again_failed': {
    of: 'quotes.send_again',
    audit: 'quote.send_failed',
    event: 'quote.send_failed',
    tells: 'quote',
  },
  'quotes.mark_sent': { may: change(SENDING), audit: 'quote.mark_sent', event: 'quote.sent', tells: 'quote' },
  'quotes.create_link': {
    may: change(SENDING),
    audit: 'quote.create_link',
    event: 'quote.link_created',
    tells: 'quote',
  },
  'quotes.revoke_link': { may: change(SENDING), audit: 'quote.revoke_link', tells: 'quote' },
  'quotes.rotate_link': { may: change(SENDING), audit: 'quote.rotate_link', tells: 'quote' },
  'quotes.revise': { may: change(SENDING), audit: 'quote.revise', event: 'quote.revised', tells: 'quote' },
  'quotes.approve': {
    may: change(SENDING),
    also: ['PORTAL'],
    audit: 'quote.approve',
    event: 'quote.approved',
    tells: 'quote',
  },
  'quotes.reject': {
    may: change(SENDING),
    also: ['PORTAL'],
    audit: 'quote.reject',
    event: 'quote.rejected',
    tells: 'quote',
  },
  'quotes.tell_decision': { also: ['JOB'], audit: 'outbound.tell_decision' },
  'quotes.convert_to_invoice': {
    may: draft(DOCUMENTS),
    audit: 'quote.convert_to_invoice',
    event: 'quote.converted_to_invoice',
    tells: 'quote',
  },
} as const satisfies Record<string, Row>
