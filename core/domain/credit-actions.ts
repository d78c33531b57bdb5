import { draft, leaders, type Row, view } from './rights.ts'

const DOCUMENTS = 'create_documents'
const NOTE = { tells: 'credit_note' } as const

/** Corrections of what was finalised. To issue one is, as to void, for those who lead (H-RBAC-16); to draft one as to draft an invoice. */
export const CREDIT_ACTIONS = {
  'invoices.write_off': { may: leaders, audit: 'invoice.write_off', event: 'invoice.written_off', tells: 'invoice' },
  'invoices.reverse_write_off': { may: leaders, audit: 'invoice.reverse_write_off', tells: 'invoice' },
  'invoices.revise': { may: leaders, audit: 'invoice.revise', event: 'invoice.revised', tells: 'invoice' },

  'credit_notes.read': { may: view(DOCUMENTS) },
  'credit_notes.create': { may: draft(DOCUMENTS), audit: 'credit_note.create', event: 'credit_note.created', ...NOTE },
  'credit_notes.update': { may: draft(DOCUMENTS), audit: 'credit_note.update', ...NOTE },
  'credit_notes.delete': { may: draft(DOCUMENTS), audit: 'credit_note.delete', ...NOTE },
  'credit_notes.annotate': { may: draft(DOCUMENTS), audit: 'credit_note.annotate', ...NOTE },
  'credit_notes.keep_paper': { also: ['JOB'], audit: 'credit_note.keep_paper' },
  'credit_notes.send': { may: leaders, also: ['JOB'], audit: 'credit_note.send', event: 'credit_note.sent', ...NOTE },
  'credit_notes.send_attempted': {
    of: 'credit_notes.send',
    audit: 'credit_note.send_attempted',
    event: 'credit_note.send_attempted',
    ...NOTE,
  },
  'credit_notes.send_failed': {
    of: 'credit_notes.send',
    audit: 'credit_note.send_failed',
    event: 'credit_note.send_failed',
    ...NOTE,
  },
  'credit_notes.follow': { also: ['JOB'], audit: 'credit_note.follow', ...NOTE },
  'credit_notes.hold': { of: 'credit_notes.send', audit: 'credit_note.hold', ...NOTE },
  'credit_notes.cancel_send': { of: 'credit_notes.send', audit: 'credit_note.cancel_send', ...NOTE },
  'credit_notes.send_again': { may: leaders, also: ['JOB'], audit: 'credit_note.send_again', ...NOTE },
  'credit_notes.hold_again': { of: 'credit_notes.send_again', audit: 'credit_note.hold', ...NOTE },
  'credit_notes.send_again_attempted': {
    of: 'credit_notes.send_again',
    audit: 'credit_note.send_attempted',
    event: 'credit_note.send_attempted',
    ...NOTE,
  },
  'credit_notes.send_again_failed': {
    of: 'credit_notes.send_again',
    audit: 'credit_note.send_failed',
    event: 'credit_note.send_failed',
    ...NOTE,
  },
  'credit_notes.mark_sent': { may: leaders, audit: 'credit_note.mark_sent', event: 'credit_note.sent', ...NOTE },
  'credit_notes.create_link': { may: leaders, audit: 'credit_note.create_link', ...NOTE },
  'credit_notes.revoke_link': { may: leaders, audit: 'credit_note.revoke_link', ...NOTE },
  'credit_notes.rotate_link': { may: leaders, audit: 'credit_note.rotate_link', ...NOTE },
} as const satisfies Record<string, Row>
