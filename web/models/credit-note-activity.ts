import type { AuditName } from '../../core/domain/actions.ts'
import type { Words } from './document-activity.ts'

/** What the audit may say of a credit note. */
export const CREDIT_NOTE_WORDS: Words<Extract<AuditName, `credit_note.${string}`>> = {
  'credit_note.keep_paper': null,
  'credit_note.create': [(who) => `Drafted by ${who}`],
  'credit_note.update': [(who) => `Edited by ${who}`],
  'credit_note.annotate': [(who) => `Internal notes edited by ${who}`],
  'credit_note.delete': [(who) => `Deleted by ${who}`],
  'credit_note.hold': [(who) => `${who} pressed Send`],
  'credit_note.cancel_send': [(who) => `${who} took it back before it went out`],
  'credit_note.send_attempted': [() => 'Handed to the mail service'],
  'credit_note.send': [(_, to) => (to ? `Sent by email to ${to}` : 'Sent by email')],
  'credit_note.send_again': [(_, to) => (to ? `Sent again to ${to}` : 'Sent again')],
  'credit_note.send_failed': [() => 'The mail service refused it', 'alert'],
  'credit_note.follow': [(_, told) => told ?? 'The mail service told how it fared'],
  'credit_note.mark_sent': [(who) => `Issued by ${who}`, 'good'],
  'credit_note.create_link': [(who) => `${who} made a link`],
  'credit_note.revoke_link': [(who) => `${who} closed all links`],
  'credit_note.rotate_link': [(who) => `${who} replaced the link`],
}
