import { describe, expect, it } from 'vitest'
import { ACTIONS, can, mayTouch, rolesFor } from '../../core/domain/actions.ts'
import {
  ACTING_ROLES,
  CAPABILITIES,
  type Capability,
  levelOf,
  type MemberRole,
  mayChooseCurrency,
  mayGrant,
  ROLES,
} from '../../core/domain/permissions.ts'

/** OWNER ADMIN STAFF AGENT VIEWER, as in the requirements. */
const H_RBAC: Record<string, [Capability, string]> = {
  'H-RBAC-1': ['manage_team', 'F F - - -'],
  'H-RBAC-2': ['manage_settings', 'F F - - -'],
  'H-RBAC-3': ['contacts', 'F F F A V'],
  'H-RBAC-4': ['inbox', 'F F F A V'],
  'H-RBAC-5': ['work_items', 'F F F A V'],
  'H-RBAC-6': ['create_documents', 'F F F D V'],
  'H-RBAC-7': ['send_documents', 'F F F - -'],
  'H-RBAC-8': ['record_payments', 'F F F - V'],
  'H-RBAC-9': ['expenses', 'F F F A V'],
  'H-RBAC-10': ['approve_drafts', 'F F F A -'],
  'H-RBAC-11': ['export', 'F F - - -'],
}

const ACTION_LEVELS: Record<string, string> = {
  'contacts.read': 'F F F A V',
  'contacts.create': 'F F F A -',
  'contacts.update': 'F F F A -',
  'contacts.delete': 'F F F A -',
  'contacts.timeline': 'F F F A V',
  'contacts.usage': 'F F F - -',
  'contacts.statement': 'F F F - V',
  'contacts.record_advance': 'F F F - -',
  'contacts.send_statement': 'F F F - -',
  'contacts.merge': 'F F F - -',
  'contacts.unmerge': 'F F F - -',
  'contacts.erasure': 'F F - - -',
  'contacts.erase': 'F F - - -',
  'contacts.record_consent': 'F F F A -',
  'tax_rates.read': 'F F F F F',
  'tax_rates.create': 'F F - - -',
  'tax_rates.update': 'F F - - -',
  'tax_rates.delete': 'F F - - -',
  'items.read': 'F F F F F',
  'items.create': 'F F F - -',
  'items.update': 'F F F - -',
  'items.delete': 'F F F - -',
  'files.read': 'F F F A V',
  'files.create': 'F F F A -',
  'files.link': 'F F F A -',
  'files.delete': 'F F F A -',
  'notices.read': 'F F F F F',
  'notices.mark_read': 'F F F F F',
  'notices.update_settings': 'F F F F F',
  'contact_imports.read': 'F F F - -',
  'contact_imports.create': 'F F F - -',
  'contact_imports.add_rows': 'F F F - -',
  'contact_imports.start': 'F F F - -',
  'contact_imports.undo': 'F F F - -',
  'contact_imports.delete': 'F F F - -',
  'templates.read': 'F F F A V',
  'templates.create': 'F F F - -',
  'templates.update': 'F F F - -',
  'templates.delete': 'F F F - -',
  'mailboxes.read': 'F F F A V',
  'mailboxes.rotate': 'F F - - -',
  'phone_numbers.read': 'F F F A V',
  'phone_numbers.create': 'F F - - -',
  'phone_numbers.delete': 'F F - - -',
  'conversations.read': 'F F F A V',
  'conversations.create': 'F F F A -',
  'conversations.assign': 'F F F - -',
  'conversations.open': 'F F F A -',
  'conversations.close': 'F F F A -',
  'conversations.snooze': 'F F F A -',
  'conversations.mark': 'F F F A V',
  'conversations.create_contact': 'F F F A -',
  'work_items.read': 'F F F A V',
  'work_items.create': 'F F F A -',
  'work_items.update': 'F F F A -',
  'work_items.assign': 'F F F - -',
  'work_items.move': 'F F F A -',
  'work_items.add_note': 'F F F A -',
  'work_items.convert_to_invoice': 'F F F D -',
  'work_items.convert_to_quote': 'F F F D -',
  'work_items.delete': 'F F F A -',
  'drafts.extract': 'F F F A -',
  'ai_drafts.read': 'F F F A -',
  'ai_drafts.create': 'F F F A -',
  'ai_drafts.retry': 'F F F A -',
  'ai_drafts.update': 'F F F A -',
  'ai_drafts.assign': 'F F F - -',
  'ai_drafts.request_review': 'F F F A -',
  'ai_drafts.approve': 'F F F A -',
  'ai_drafts.reject': 'F F F A -',
  'ai_drafts.reopen': 'F F F A -',
  'ai_drafts.apply': 'F F F A -',
  'ai_drafts.undo': 'F F F A -',
  'ai_drafts.ask_model': 'F F F A -',
  'ai_usage.read': 'F F F - F',
  'expenses.read': 'F F F A V',
  'expenses.create': 'F F F A -',
  'expenses.update': 'F F F A -',
  'expenses.submit': 'F F F A -',
  'expenses.approve': 'F F - - -',
  'expenses.reject': 'F F - - -',
  'expenses.delete': 'F F F A -',
  'messages.create': 'F F F A -',
  'messages.forward': 'F F F A -',
  'messages.annotate': 'F F F A -',
  'messages.send': 'F F F A -',
  'messages.cancel': 'F F F A -',
  'messages.retry': 'F F F A -',
  'invoices.read': 'F F F D V',
  'invoices.create': 'F F F D -',
  'invoices.update': 'F F F D -',
  'invoices.delete': 'F F F D -',
  'invoices.annotate': 'F F F D -',
  'invoices.download_receipt': 'F F F D V',
  'invoices.send': 'F F F - -',
  'invoices.send_again': 'F F F - -',
  'invoices.remind': 'F F F - -',
  'invoices.pause_reminders': 'F F F - -',
  'invoices.resume_reminders': 'F F F - -',
  'invoices.promise': 'F F F - -',
  'reminders.read': 'F F F D V',
  'reminders.rehearse': 'F F - - -',
  'invoices.mark_sent': 'F F F - -',
  'invoices.create_payment_link': 'F F F - -',
  'invoices.revoke_payment_link': 'F F F - -',
  'invoices.rotate_payment_link': 'F F F - -',
  'invoices.void': 'F F - - -',
  'invoices.write_off': 'F F - - -',
  'invoices.reverse_write_off': 'F F - - -',
  'invoices.revise': 'F F - - -',
  'credit_notes.read': 'F F F D V',
  'credit_notes.create': 'F F F D -',
  'credit_notes.update': 'F F F D -',
  'credit_notes.delete': 'F F F D -',
  'credit_notes.annotate': 'F F F D -',
  'credit_notes.send': 'F F - - -',
  'credit_notes.send_again': 'F F - - -',
  'credit_notes.mark_sent': 'F F - - -',
  'credit_notes.create_link': 'F F - - -',
  'credit_notes.revoke_link': 'F F - - -',
  'credit_notes.rotate_link': 'F F - - -',
  'quotes.read': 'F F F D V',
  'quotes.create': 'F F F D -',
  'quotes.update': 'F F F D -',
  'quotes.delete': 'F F F D -',
  'quotes.annotate': 'F F F D -',
  'quotes.send': 'F F F - -',
  'quotes.send_again': 'F F F - -',
  'quotes.mark_sent': 'F F F - -',
  'quotes.create_link': 'F F F - -',
  'quotes.revoke_link': 'F F F - -',
  'quotes.rotate_link': 'F F F - -',
  'quotes.revise': 'F F F - -',
  'quotes.approve': 'F F F - -',
  'quotes.reject': 'F F F - -',
  'quotes.convert_to_invoice': 'F F F D -',
  'payments.read': 'F F F - V',
  'payments.create': 'F F F - -',
  'payments.refund': 'F F F - -',
  'payments.reverse': 'F F F - -',
  'unapplied.read': 'F F F - V',
  'unapplied.apply': 'F F F - -',
  'unapplied.return': 'F F F - -',
  'disputes.read': 'F F F - V',
  'recurring_invoices.read': 'F F F - V',
  'recurring_invoices.create': 'F F F - -',
  'recurring_invoices.update': 'F F F - -',
  'recurring_invoices.pause': 'F F F - -',
  'recurring_invoices.resume': 'F F F - -',
  'recurring_invoices.end': 'F F F - -',
  'exports.read': 'F F - - -',
  'exports.create': 'F F - - -',
  'exports.schedule': 'F F - - -',
  'exports.rehearse': 'F F - - -',
  'imports.read': 'F - - - -',
  'imports.create': 'F - - - -',
  'members.read': 'F F F F F',
  'members.invite': 'F F - - -',
  'members.update': 'F F - - -',
  'members.remove': 'F F - - -',
  'invitations.revoke': 'F F - - -',
  'business.read': 'F F F F F',
  'business.update': 'F F - - -',
  'business.close': 'F - - - -',
  'business.reopen': 'F - - - -',
  'business.grant_review_access': 'F - - - -',
  'business.revoke_review_access': 'F F - - -',
  'profile.read': 'F F F F F',
  'profile.preview': 'F F - - -',
  'profile.update_overrides': 'F F - - -',
  'onboarding.read': 'F F - - -',
  'onboarding.update': 'F F - - -',
  'onboarding.complete_step': 'F F - - -',
  'onboarding.skip_step': 'F F - - -',
  'onboarding.reopen_step': 'F F - - -',
  'home.read': 'F F F F F',
  'stripe_account.read': 'F F - - -',
  'stripe_account.create': 'F F - - -',
  'audit.read': 'F F - - -',
  'audit.verify': 'F F - - -',
  'events.record': 'F F F F F',
}

describe('RB1 the table of capabilities', () => {
  it.each(Object.entries(H_RBAC))('%s', (_, [capability, cells]) => {
    expect(ROLES.map((role) => levelOf(role, capability)).join(' ')).toBe(cells)
  })

  it('has 55 cells and no other', () => {
    const capabilities = Object.values(H_RBAC).map(([capability]) => capability)
    expect(Object.keys(CAPABILITIES).sort()).toEqual(capabilities.sort())
    expect(capabilities.length * ROLES.length).toBe(55)
  })
})

describe('RB1 the actions', () => {
  it('are those of the table, both ways', () => {
    expect([...ACTIONS].sort()).toEqual(Object.keys(ACTION_LEVELS).sort())
  })

  it.each(ACTIONS)('%s', (action) => {
    const cells = ACTION_LEVELS[action]!.split(' ')
    expect(ROLES.map((role) => can(role, action))).toEqual(cells)
    expect(rolesFor(action).filter((role) => ROLES.some((one) => one === role))).toEqual(
      ROLES.filter((_, i) => cells[i] !== '-'),
    )
  })

  it('an OWNER may do everything, a VIEWER nothing that changes', () => {
    for (const action of ACTIONS) {
      expect(can('OWNER', action)).toBe('F')
      // What a member marks is what he himself has seen; how he is told is his own, too, and what the app saw of him.
      const isReading = /\.(read|timeline|statement|download_receipt|mark|mark_read|update_settings|record)$/.test(
        action,
      )
      if (!isReading) expect(can('VIEWER', action)).toBe('-')
    }
  })

  it('level A and D reach only what is his own', () => {
    expect(mayTouch('AGENT', 'invoices.update', false)).toBe(false)
    expect(mayTouch('AGENT', 'invoices.update', true)).toBe(true)
    expect(mayTouch('AGENT', 'contacts.read', false)).toBe(false)
    expect(mayTouch('AGENT', 'invoices.send', true)).toBe(false)
    expect(mayTouch('STAFF', 'invoices.update', false)).toBe(true)
    expect(mayTouch('VIEWER', 'invoices.read', false)).toBe(true)
  })

  it('H-RBAC-7 a DELEGATE sends what is his own, and is an AGENT in all else', () => {
    const sends = ACTIONS.filter((action) => can('DELEGATE', action) !== can('AGENT', action))
    expect(sends).toEqual([
      'invoices.send',
      'invoices.send_again',
      'invoices.mark_sent',
      'invoices.create_payment_link',
      'invoices.revoke_payment_link',
      'invoices.rotate_payment_link',
      'invoices.remind',
      'invoices.pause_reminders',
      'invoices.resume_reminders',
      'invoices.promise',
      'quotes.send',
      'quotes.send_again',
      'quotes.mark_sent',
      'quotes.create_link',
      'quotes.revoke_link',
      'quotes.rotate_link',
      'quotes.revise',
      'quotes.approve',
      'quotes.reject',
    ])
    for (const action of sends) {
      expect(mayTouch('DELEGATE', action, true)).toBe(true)
      expect(mayTouch('DELEGATE', action, false)).toBe(false)
    }
    expect(rolesFor('invoices.send')).toEqual(['OWNER', 'ADMIN', 'STAFF', 'DELEGATE', 'JOB'])
    expect(ACTING_ROLES.filter((role) => mayGrant(role, 'VIEWER'))).toEqual(['OWNER', 'ADMIN'])
  })

  it('H-RBAC-16 the currency of an invoice is for those who lead', () => {
    expect(ROLES.filter(mayChooseCurrency)).toEqual(['OWNER', 'ADMIN'])
  })
})

describe('RB2 escalation', () => {
  const GRANTS: Record<MemberRole, MemberRole[]> = {
    OWNER: [...ROLES],
    ADMIN: ['ADMIN', 'STAFF', 'AGENT', 'VIEWER'],
    STAFF: [],
    AGENT: [],
    VIEWER: [],
  }

  it.each(ROLES)('%s may give these roles and no other', (actor) => {
    expect(ROLES.filter((target) => mayGrant(actor, target))).toEqual(GRANTS[actor])
  })
})
