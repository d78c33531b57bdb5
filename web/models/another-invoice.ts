import type { Invoice } from '../../core/contract/invoices.ts'
import { addDays, daysBetween, today } from './format.ts'
import { invoiceKind } from './invoice-kind.ts'
import { invoices } from './invoices.ts'
import { go } from './navigation.ts'
import { sentence } from './sentences.ts'
import { showToast } from './toasts.ts'

/** Begins a draft like one that was sent: all of it but its days, which are new, and what named that one order. */
export async function makeAnother(invoice: Invoice): Promise<void> {
  const issueDate = today()
  const days = daysBetween(invoice.issue_date, invoice.due_date)
  const untilDate = addDays(issueDate, days)
  const draft = { ...invoiceKind.draftOf(invoice), issueDate, untilDate, reference: '', poNumber: '' }
  try {
    const made = await invoiceKind.save(draft, null)
    invoices.keep(made)
    go(`/invoices?edit=${made.id}`)
  } catch (error) {
    showToast({ text: `No draft was made. ${sentence(error)}`, kind: 'failed' })
  }
}
