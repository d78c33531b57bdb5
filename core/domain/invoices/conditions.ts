import {
  type DocumentFacts,
  documentConditions,
  documentProblems,
  mailProblems,
  type Problem,
  problemsAmong,
} from '../documents/conditions.ts'
import { both, type Condition } from '../kernel/condition.ts'
import { compareDates } from '../kernel/dates.ts'
import { amountDue, type InvoiceBalance } from './balance.ts'

/** What decides about an invoice. */
export type InvoiceFacts = DocumentFacts & InvoiceBalance

const { unnumbered, held, unheld, complete, addressed } = documentConditions('invoice')

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

const dated: Condition<InvoiceFacts> = {
  holds: (invoice) => dueProblems(invoice).length === 0,
  sql: (row) => `${row}.due_date >= ${row}.issue_date`,
}

/** It has all that a finalised invoice needs (H-SM-3). */
const issuable = both<InvoiceFacts>(complete, dated)
/** It can go out by e-mail as well. */
const mailable = both<InvoiceFacts>(issuable, addressed)

/** A link makes a draft final, and is of no use for what is paid. */
const linkable: Condition<InvoiceFacts> = {
  holds: (invoice) => (invoice.status === 'DRAFT' ? issuable : due).holds(invoice),
  sql: (row) => `case when ${row}.status = 'DRAFT' then ${issuable.sql(row)} else ${due.sql(row)} end`,
}

export const INVOICE_CONDITIONS = { unnumbered, unpaid, due, paid, held, unheld, issuable, mailable, linkable }

/** What is missing before an invoice can be finalised at all, by mark-sent or a payment link (H-SM-3); empty when nothing is. */
export const issueProblems = (invoice: InvoiceFacts): Problem[] => [
  ...documentProblems(invoice),
  ...dueProblems(invoice),
]

/** What is missing before an invoice can be sent by e-mail (H-SM-3). */
export const sendProblems = (invoice: InvoiceFacts): Problem[] => [...issueProblems(invoice), ...mailProblems(invoice)]

const dueProblems = ({ issueDate, dueDate }: InvoiceFacts): Problem[] =>
  problemsAmong([
    [dueDate === null, 'due_date', 'Choose a due date'],
    [isEarlier(dueDate, issueDate), 'due_date', 'The due date must not be before the issue date'],
  ])

function isEarlier(date: string | null, than: string | null): boolean {
  return date !== null && than !== null && compareDates(date, than) < 0
}
