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
export type InvoiceFacts = DocumentFacts &
  InvoiceBalance & {
    amountWrittenOff: bigint
    creditNotesTotal: bigint
    /** Its reminders wait until somebody goes on, or for a day that was promised. */
    isWaiting: boolean
  }

const { unnumbered, held, unheld, complete, addressed } = documentConditions('invoice')

/** Nothing was paid on it, and nothing credited nor to be. */
const unsettled: Condition<InvoiceFacts> = {
  holds: (invoice) => amountDue(invoice) === invoice.total && invoice.creditNotesTotal === 0n,
  sql: (row) => `${row}.amount_due = ${row}.total and ${row}.credit_notes_total = 0`,
}

/** Not all of it stands in credit notes. */
const creditable: Condition<InvoiceFacts> = {
  holds: ({ creditNotesTotal, total }) => creditNotesTotal < total,
  sql: (row) => `${row}.credit_notes_total < ${row}.total`,
}

/** Something is still due. */
const due: Condition<InvoiceFacts> = {
  holds: (invoice) => amountDue(invoice) > 0n,
  sql: (row) => `${row}.amount_due > 0`,
}

/** Nothing is due any more, and some of it was paid: by credit alone there is nothing to have a receipt of. */
const paid: Condition<InvoiceFacts> = {
  holds: (invoice) => amountDue(invoice) <= 0n && invoice.amountPaid > 0n,
  sql: (row) => `${row}.amount_due <= 0 and ${row}.amount_paid > 0`,
}

const writtenOff: Condition<InvoiceFacts> = {
  holds: ({ amountWrittenOff }) => amountWrittenOff > 0n,
  sql: (row) => `${row}.amount_written_off > 0`,
}

const dated: Condition<InvoiceFacts> = {
  holds: (invoice) => dueProblems(invoice).length === 0,
  sql: (row) => `${row}.due_date >= ${row}.issue_date`,
}

/** Its reminders are paused, or payment is promised. */
const waiting: Condition<InvoiceFacts> = {
  holds: ({ isWaiting }) => isWaiting,
  sql: (row) => `${row}.reminders_paused_at is not null or ${row}.promised_on is not null`,
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

export const INVOICE_CONDITIONS = {
  unnumbered,
  unsettled,
  creditable,
  due,
  paid,
  writtenOff,
  waiting,
  held,
  unheld,
  addressed,
  issuable,
  mailable,
  linkable,
}

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
