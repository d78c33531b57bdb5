import type { Condition } from '../kernel/condition.ts'
import { compareDates } from '../kernel/dates.ts'
import { amountDue, type InvoiceBalance } from './balance.ts'

/** What decides about an invoice. A draft with a number is frozen: its sending began and the provider refused (DESIGN 7). */
export interface InvoiceFacts extends InvoiceBalance {
  invoiceNumber: string | null
  lineCount: number
  /** It goes out in a moment and can still be taken back. */
  isHeld?: boolean
  issueDate: string | null
  contact: { status: string | null; email: string | null } | null
}

const has = (row: string, contact: string) =>
  `exists (select from public.contacts c where c.tenant_id = ${row}.tenant_id and c.id = ${row}.contact_id and c.deleted_at is null and ${contact})`

const unnumbered: Condition<InvoiceFacts> = {
  holds: ({ invoiceNumber }) => invoiceNumber === null,
  sql: (row) => `${row}.invoice_number is null`,
}

/** Nothing was paid on it. */
const unpaid: Condition<InvoiceFacts> = {
  holds: ({ amountPaid }) => amountPaid === 0n,
  sql: (row) => `${row}.amount_paid = 0`,
}

/** Something is still due. */
const due: Condition<InvoiceFacts> = {
  holds: (invoice) => amountDue(invoice) > 0n,
  sql: (row) => `${row}.amount_paid < ${row}.total`,
}

const paid: Condition<InvoiceFacts> = {
  holds: (invoice) => amountDue(invoice) <= 0n,
  sql: (row) => `${row}.amount_paid >= ${row}.total`,
}

const held: Condition<InvoiceFacts> = {
  holds: ({ isHeld }) => isHeld === true,
  sql: (row) => `${row}.send_at is not null`,
}

/** It has all that a finalised invoice needs (H-SM-3). */
const issuable: Condition<InvoiceFacts> = {
  holds: (invoice) => issueProblems(invoice).length === 0,
  sql: (row) => `${row}.total > 0 and ${row}.issue_date is not null and ${row}.due_date >= ${row}.issue_date
    and exists (select from public.invoice_lines l where l.tenant_id = ${row}.tenant_id and l.invoice_id = ${row}.id)
    and ${has(row, "c.status = 'ACTIVE'")}`,
}

/** It can go out by e-mail as well. */
const mailable: Condition<InvoiceFacts> = {
  holds: (invoice) => sendProblems(invoice).length === 0,
  sql: (row) => `${issuable.sql(row)} and ${has(row, "c.email <> ''")}`,
}

/** A link makes a draft final, and is of no use for what is paid. */
const linkable: Condition<InvoiceFacts> = {
  holds: (invoice) => (invoice.status === 'DRAFT' ? issuable : due).holds(invoice),
  sql: (row) => `case when ${row}.status = 'DRAFT' then ${issuable.sql(row)} else ${due.sql(row)} end`,
}

export const INVOICE_CONDITIONS = { unnumbered, unpaid, due, paid, held, issuable, mailable, linkable }

export interface Problem {
  field: string
  message: string
}

/** What is missing before an invoice can be sent by e-mail (H-SM-3); empty when nothing is. */
export function sendProblems(invoice: InvoiceFacts): Problem[] {
  const isMissing = invoice.contact?.email === null || invoice.contact?.email === ''
  const email = { field: 'contact.email', message: 'Email is required for sending via email' }
  return isMissing ? [...issueProblems(invoice), email] : issueProblems(invoice)
}

/** What is missing before an invoice can be finalised at all, by mark-sent or a payment link (H-SM-3). */
export function issueProblems(invoice: InvoiceFacts): Problem[] {
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
