import { type Action, mayTouch } from '../actions.ts'
import { compareDates } from '../kernel/dates.ts'
import { type ActionOf, allowedActions, type Machine } from '../kernel/machine.ts'
import type { Role } from '../permissions.ts'
import { amountDue, type InvoiceBalance } from './balance.ts'

export { amountDue, invoiceStatus, isOverdue } from './balance.ts'

/** H-SM-3. What also depends on number, payments, lines or contact is asked of `isInvoiceActionBlocked`. */
export const invoiceMachine = {
  initial: 'DRAFT',
  states: ['DRAFT', 'SENT', 'VOID'],
  actions: {
    update: { from: ['DRAFT'], to: null, permission: 'invoices.update' },
    delete: { from: ['DRAFT'], to: null, permission: 'invoices.delete' },
    send: { from: ['DRAFT'], to: 'SENT', permission: 'invoices.send' },
    cancel_send: { from: ['DRAFT'], to: null, permission: 'invoices.send' },
    mark_sent: { from: ['DRAFT'], to: 'SENT', permission: 'invoices.mark_sent' },
    create_payment_link: { from: ['DRAFT', 'SENT'], to: 'SENT', permission: 'invoices.create_payment_link' },
    rotate_payment_link: { from: ['SENT'], to: null, permission: 'invoices.rotate_payment_link' },
    revoke_payment_link: { from: ['SENT'], to: null, permission: 'invoices.revoke_payment_link' },
    record_payment: { from: ['SENT'], to: null, permission: 'payments.create' },
    download_receipt: { from: ['SENT'], to: null, permission: 'invoices.download_receipt' },
    annotate: { from: ['DRAFT', 'SENT', 'VOID'], to: null, permission: 'invoices.annotate' },
    void: { from: ['DRAFT', 'SENT'], to: 'VOID', permission: 'invoices.void' },
  },
} as const satisfies Machine<Action>
export type InvoiceAction = ActionOf<typeof invoiceMachine>

/** What the guards look at. A draft with a number is frozen: its sending began and the provider refused (DESIGN 7). */
export interface InvoiceFacts extends InvoiceBalance {
  invoiceNumber: string | null
  lineCount: number
  /** It goes out in a moment and can still be taken back. */
  isHeld?: boolean
  issueDate: string | null
  contact: { status: string; email: string | null } | null
}

/**
 * What `allowed_actions` answers: by role, status and data, as the verbs refuse (H-GEN-12, RB3). `isOwn`: the member made
 * this invoice, which is what level D of H-RBAC-6 asks. Internal notes and tags are part of every PATCH in every status,
 * so `annotate` is not listed.
 */
export function allowedInvoiceActions(
  invoice: InvoiceFacts,
  role: Role,
  context: { isOwn: boolean } = { isOwn: false },
): Exclude<InvoiceAction, 'annotate'>[] {
  return allowedActions(invoiceMachine, invoice.status, role, {
    may: (_, permission) => mayTouch(role, permission, context.isOwn),
    isBlocked: (action) => isInvoiceActionBlocked(action, invoice),
  }).filter((action) => action !== 'annotate')
}

/** Whether the invoice's own data forbids an action that its status offers. */
export function isInvoiceActionBlocked(action: InvoiceAction, invoice: InvoiceFacts): boolean {
  return GUARDS[action](invoice)
}

const isFrozen = (invoice: InvoiceFacts) => invoice.invoiceNumber !== null
const isPaid = (invoice: InvoiceFacts) => amountDue(invoice) <= 0n
const isUnissuable = (invoice: InvoiceFacts) => markProblems(invoice).length > 0

const GUARDS: Record<InvoiceAction, (invoice: InvoiceFacts) => boolean> = {
  update: isFrozen,
  delete: isFrozen,
  send: (invoice) => sendProblems(invoice).length > 0,
  cancel_send: (invoice) => invoice.isHeld !== true,
  mark_sent: isUnissuable,
  create_payment_link: (invoice) => (invoice.status === 'DRAFT' ? isUnissuable(invoice) : isPaid(invoice)),
  rotate_payment_link: isPaid,
  revoke_payment_link: isPaid,
  record_payment: isPaid,
  download_receipt: (invoice) => !isPaid(invoice),
  annotate: () => false,
  void: (invoice) => invoice.amountPaid !== 0n,
}

export interface Problem {
  field: string
  message: string
}

/** What is missing before an invoice can be sent by e-mail (H-SM-3); empty when nothing is. */
export function sendProblems(invoice: InvoiceFacts): Problem[] {
  const isMissing = invoice.contact?.email === null || invoice.contact?.email === ''
  const email = { field: 'contact.email', message: 'Email is required for sending via email' }
  return isMissing ? [...markProblems(invoice), email] : markProblems(invoice)
}

/** What is missing before an invoice can be finalised at all, by mark-sent or a payment link (H-SM-3). */
export function markProblems(invoice: InvoiceFacts): Problem[] {
  const { issueDate, dueDate } = invoice
  const checks: [isWrong: boolean, field: string, message: string][] = [
    [invoice.contact?.status !== 'ACTIVE', 'contact_id', 'Choose a contact that is not archived'],
    [invoice.lineCount < 1, 'line_items', 'Add at least one line'],
    [invoice.total <= 0n, 'total', 'The total must be more than zero'],
    [issueDate === null, 'issue_date', 'Choose an issue date'],
    [dueDate === null, 'due_date', 'Choose a due date'],
    [isEarlier(dueDate, issueDate), 'due_date', 'The due date must not be before the issue date'],
  ]
  return checks.filter(([isWrong]) => isWrong).map(([, field, message]) => ({ field, message }))
}

function isEarlier(date: string | null, than: string | null): boolean {
  return date !== null && than !== null && compareDates(date, than) < 0
}
