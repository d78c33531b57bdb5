import type { InvoiceBalance } from '../../domain/invoices/balance.ts'
import type { InvoiceFacts } from '../../domain/invoices/conditions.ts'
import { documentFacts } from '../documents/facts.ts'
import type { SummaryRow } from './internal.ts'

/** What is owed, as the rules want it. */
export const balanceOf = (
  row: Pick<SummaryRow, 'status' | 'amount_paid' | 'amount_credited' | 'total' | 'due_date'>,
): InvoiceBalance => ({
  status: row.status,
  amountPaid: row.amount_paid,
  amountCredited: row.amount_credited,
  total: row.total,
  dueDate: row.due_date,
})

/** What decides what may be done with an invoice: verbs refuse by it, and `allowed_actions` answers from it. */
export const actionFacts = (row: SummaryRow): InvoiceFacts => ({
  ...documentFacts(row),
  ...balanceOf(row),
  amountWrittenOff: row.amount_written_off,
  creditNotesTotal: row.credit_notes_total,
  number: row.invoice_number,
  isWaiting: row.reminders_paused_at !== null || row.promised_on !== null,
})
