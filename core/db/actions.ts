import { type Action as MemberAction, rolesFor } from '../domain/permissions.ts'

/** What a job or the holder of a portal link may do; no member's role reaches these. */
const SYSTEM_ROLES = {
  'invoices.pay': ['PORTAL'],
  'payments.apply': ['JOB'],
  'checkout.expire': ['JOB'],
  'invoices.send_held': ['JOB'],
  'payments.reconcile': ['JOB'],
} as const

export type Action = MemberAction | keyof typeof SYSTEM_ROLES

/** Actions whose commit is an event for the outside (the PRD's names, H-AN). */
export const EVENTS: Partial<Record<Action, string>> = {
  'contacts.create': 'contacts.created',
  'invoices.create': 'invoice.draft_created',
  'invoices.update': 'invoice.updated',
  'invoices.create_payment_link': 'invoice.payment_link_created',
  'invoices.send': 'invoice.sent',
  'invoices.send_held': 'invoice.sent',
  'invoices.mark_sent': 'invoice.sent',
  'invoices.void': 'invoice.voided',
  'payments.create': 'payment.succeeded',
  'payments.apply': 'payment.succeeded',
  'invoices.pay': 'portal.pay.clicked',
}

export function rolesOf(action: Action): readonly string[] {
  return action in SYSTEM_ROLES ? SYSTEM_ROLES[action as keyof typeof SYSTEM_ROLES] : rolesFor(action as MemberAction)
}

/** `invoices.send` is audited as `invoice.send`. */
export function auditAction(action: Action): string {
  if (action === 'invoices.send_held') return 'invoice.send'
  const [resource, verb] = action.split('.') as [string, string]
  return `${SINGULAR[resource] ?? resource}.${verb}`
}

const SINGULAR: Record<string, string> = {
  contacts: 'contact',
  invoices: 'invoice',
  payments: 'payment',
  tax_rates: 'tax_rate',
  members: 'member',
  invitations: 'invitation',
}
