import { ARCHIVE_ACTIONS } from './archive-actions.ts'
import { BUSINESS_ACTIONS } from './business-actions.ts'
import { CREDIT_ACTIONS } from './credit-actions.ts'
import { DRAFT_ACTIONS } from './draft-actions.ts'
import { EXPENSE_ACTIONS } from './expense-actions.ts'
import { INBOX_ACTIONS } from './inbox-actions.ts'
import { PAYMENT_ACTIONS } from './payment-actions.ts'
import { QUOTE_ACTIONS } from './quote-actions.ts'
import { RECURRING_ACTIONS } from './recurring-actions.ts'
import { REMINDER_ACTIONS } from './reminder-actions.ts'
import { change, draft, everyone, leaders, office, type Row, view } from './rights.ts'
import { STATEMENT_ACTIONS } from './statement-actions.ts'

const WORK = 'work_items'
const DOCUMENTS = 'create_documents'
const SENDING = 'send_documents'
const TEAM = 'manage_team'
const SETTINGS = 'manage_settings'

/** Whatever status a piece of work is brought to. */
const MOVED = { audit: 'work_item.move', event: 'work_item.status_changed', tells: 'work_item' } as const

/**
 * Everything that is done here, a row each: who may (H-RBAC-1 to 16), how it is audited, which event it is, what it tells
 * open pages. Void is gated by H-RBAC-16 to those who lead.
 */
export const TABLE = {
  'contacts.read': { may: view('contacts') },
  'contacts.create': { may: change('contacts'), audit: 'contact.create', event: 'contacts.created', tells: 'contact' },
  'contacts.update': { may: change('contacts'), audit: 'contact.update', tells: 'contact' },
  'contacts.delete': { may: change('contacts'), audit: 'contact.delete', tells: 'contact' },
  'contacts.timeline': { may: view('contacts') },
  'contacts.usage': { may: office },
  'contacts.merge': { may: office, audit: 'contact.merge', event: 'contacts.merged', tells: 'contact' },
  'contacts.merged': { of: 'contacts.merge', audit: 'contact.merged', tells: 'contact' },
  'contacts.record_consent': { may: change('contacts'), audit: 'contact.record_consent', tells: 'contact' },
  'contacts.unmerge': { may: office, audit: 'contact.unmerge', tells: 'contact' },
  'contacts.erasure': { may: leaders },
  'contacts.erase': { may: leaders, audit: 'contact.erase', tells: 'contact' },

  ...STATEMENT_ACTIONS,
  ...DRAFT_ACTIONS,

  'contact_imports.read': { may: office },
  'contact_imports.create': { may: office, audit: 'contact_import.create', tells: 'contact_import' },
  'contact_imports.add_rows': { may: office, audit: 'contact_import.add_rows', tells: 'contact_import' },
  'contact_imports.start': { may: office, audit: 'contact_import.start', event: 'contacts.imported', tells: 'contact' },
  'contact_imports.work': { also: ['JOB'], audit: 'contact_import.work', tells: 'contact' },
  'contact_imports.undo': { may: office, audit: 'contact_import.undo', tells: 'contact' },
  'contact_imports.delete': { may: office, audit: 'contact_import.delete', tells: 'contact_import' },
  'contact_imports.forget': { also: ['JOB'], audit: 'contact_import.forget' },

  'tax_rates.read': { may: everyone },
  'tax_rates.create': { may: change(SETTINGS), audit: 'tax_rate.create', tells: 'tax_rate' },
  'tax_rates.update': { may: change(SETTINGS), audit: 'tax_rate.update', tells: 'tax_rate' },
  'tax_rates.make_default': { of: 'tax_rates.update', audit: 'tax_rate.update', tells: 'tax_rate' },
  'tax_rates.delete': { may: change(SETTINGS), audit: 'tax_rate.delete', tells: 'tax_rate' },

  'items.read': { may: everyone },
  'items.create': { may: office, audit: 'item.create', tells: 'item' },
  'items.update': { may: office, audit: 'item.update', tells: 'item' },
  'items.delete': { may: office, audit: 'item.delete', tells: 'item' },

  'files.read': { may: view('contacts') },
  'files.create': { may: change('contacts'), audit: 'file.create', tells: 'file' },
  'files.link': { may: change('contacts'), audit: 'file.link', tells: 'file' },
  'files.delete': { may: change('contacts'), audit: 'file.delete', tells: 'file' },
  'files.forget': { also: ['JOB'], audit: 'file.forget', tells: 'file' },

  ...INBOX_ACTIONS,

  'work_items.read': { may: view(WORK) },
  'work_items.create': { may: change(WORK), audit: 'work_item.create', event: 'work_item.created', tells: 'work_item' },
  'work_items.update': { may: change(WORK), audit: 'work_item.update', event: 'work_item.updated', tells: 'work_item' },
  'work_items.assign': { may: office, audit: 'work_item.assign', event: 'work_item.assigned', tells: 'work_item' },
  'work_items.move': { may: change(WORK), ...MOVED },
  'work_items.put_back': { of: 'work_items.move', ...MOVED },
  'work_items.start': { of: 'work_items.move', ...MOVED },
  'work_items.ask_approval': { of: 'work_items.move', ...MOVED },
  'work_items.wait': { of: 'work_items.move', ...MOVED },
  'work_items.complete': { of: 'work_items.move', ...MOVED },
  'work_items.cancel': { of: 'work_items.move', ...MOVED },
  'work_items.add_note': { may: change(WORK), audit: 'work_item.add_note', tells: 'work_item' },
  'work_items.convert_to_invoice': {
    may: draft(DOCUMENTS),
    audit: 'work_item.convert_to_invoice',
    event: 'work_item.convert_to_invoice',
    tells: 'work_item',
  },
  'work_items.convert_to_quote': {
    may: draft(DOCUMENTS),
    audit: 'work_item.convert_to_quote',
    event: 'work_item.convert_to_quote',
    tells: 'work_item',
  },
  'work_items.delete': { may: change(WORK), audit: 'work_item.delete', tells: 'work_item' },
  'work_items.archive': { also: ['JOB'], audit: 'work_item.archive', tells: 'work_item' },

  ...EXPENSE_ACTIONS,

  'invoices.read': { may: view(DOCUMENTS) },
  'invoices.create': {
    may: draft(DOCUMENTS),
    audit: 'invoice.create',
    event: 'invoice.draft_created',
    tells: 'invoice',
  },
  'invoices.update': { may: draft(DOCUMENTS), audit: 'invoice.update', event: 'invoice.updated', tells: 'invoice' },
  'invoices.delete': { may: draft(DOCUMENTS), audit: 'invoice.delete', tells: 'invoice' },
  'invoices.annotate': { may: draft(DOCUMENTS), audit: 'invoice.annotate', tells: 'invoice' },
  'invoices.download_receipt': { may: view(DOCUMENTS) },
  'invoices.keep_paper': { also: ['JOB'], audit: 'invoice.keep_paper' },
  'invoices.send': {
    may: change(SENDING),
    also: ['JOB'],
    audit: 'invoice.send',
    event: 'invoice.sent',
    tells: 'invoice',
  },
  'invoices.send_attempted': {
    of: 'invoices.send',
    audit: 'invoice.send_attempted',
    event: 'invoice.send_attempted',
    tells: 'invoice',
  },
  'invoices.send_failed': {
    of: 'invoices.send',
    audit: 'invoice.send_failed',
    event: 'invoice.send_failed',
    tells: 'invoice',
  },
  'invoices.hold': { of: 'invoices.send', audit: 'invoice.hold', event: 'invoice.send_attempted', tells: 'invoice' },
  'invoices.cancel_send': {
    of: 'invoices.send',
    audit: 'invoice.cancel_send',
    event: 'invoice.send_canceled',
    tells: 'invoice',
  },
  'invoices.send_again': {
    may: change(SENDING),
    also: ['JOB'],
    audit: 'invoice.send_again',
    event: 'invoice.sent_again',
    tells: 'invoice',
  },
  'invoices.hold_again': {
    of: 'invoices.send_again',
    audit: 'invoice.hold',
    event: 'invoice.send_attempted',
    tells: 'invoice',
  },
  'invoices.send_again_attempted': {
    of: 'invoices.send_again',
    audit: 'invoice.send_attempted',
    event: 'invoice.send_attempted',
    tells: 'invoice',
  },
  'invoices.send_again_failed': {
    of: 'invoices.send_again',
    audit: 'invoice.send_failed',
    event: 'invoice.send_failed',
    tells: 'invoice',
  },
  'invoices.mark_sent': { may: change(SENDING), audit: 'invoice.mark_sent', event: 'invoice.sent', tells: 'invoice' },
  'invoices.create_payment_link': {
    may: change(SENDING),
    audit: 'invoice.create_payment_link',
    event: 'invoice.payment_link_created',
    tells: 'invoice',
  },
  'invoices.revoke_payment_link': { may: change(SENDING), audit: 'invoice.revoke_payment_link', tells: 'invoice' },
  'invoices.rotate_payment_link': { may: change(SENDING), audit: 'invoice.rotate_payment_link', tells: 'invoice' },
  'invoices.follow': { also: ['JOB'], audit: 'invoice.follow', tells: 'invoice' },
  'invoices.void': { may: leaders, audit: 'invoice.void', event: 'invoice.voided', tells: 'invoice' },
  ...CREDIT_ACTIONS,
  'invoices.pay': { also: ['PORTAL'], audit: 'invoice.pay', event: 'portal.pay.clicked', tells: 'invoice' },
  'invoices.open_checkout': { of: 'invoices.pay', audit: 'invoice.open_checkout', tells: 'invoice' },
  'invoices.pay_failed': {
    of: 'invoices.pay',
    audit: 'invoice.pay_failed',
    event: 'portal.pay.failed',
    tells: 'invoice',
  },
  ...REMINDER_ACTIONS,

  ...QUOTE_ACTIONS,

  ...RECURRING_ACTIONS,

  ...PAYMENT_ACTIONS,

  'members.read': { may: everyone },
  'members.invite': { may: change(TEAM), audit: 'member.invite', event: 'tenant.member_invited', tells: 'member' },
  'members.invite_attempted': { of: 'members.invite', audit: 'member.invite_attempted', tells: 'member' },
  'members.invite_failed': { of: 'members.invite', audit: 'member.invite_failed', tells: 'member' },
  'invitations.resend': { of: 'members.invite', audit: 'member.invite_attempted', tells: 'member' },
  'members.update': { may: change(TEAM), audit: 'member.update', tells: 'member' },
  'members.remove': { may: change(TEAM), audit: 'member.remove', tells: 'member' },
  'invitations.revoke': { may: change(TEAM), audit: 'invitation.revoke', tells: 'invitation' },

  ...BUSINESS_ACTIONS,
  ...ARCHIVE_ACTIONS,
  // H-RBAC-13: who leads reads it; nobody changes it.
  'audit.read': { may: leaders },
  'audit.verify': { may: leaders },
  'events.record': { may: everyone },
} as const satisfies Record<string, Row>
