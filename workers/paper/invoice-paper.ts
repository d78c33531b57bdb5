import { dueSumsOf, isNothing, sumsOf } from '../../core/domain/documents/sums.ts'
import { waysToPay } from '../../core/domain/payments/ways-to-pay.ts'
import type { InvoiceOnPaper } from '../../core/services/documents/papers.ts'
import { invoiceFacts } from '../documents/facts.ts'
import { type Formats, formatsFor } from '../documents/format.ts'
import { basicPaper, paperLine, paperNotes, paperSums, paperWays, withCode } from './document-paper.ts'
import type { AmountBox, Mark, Paper } from './paper.ts'

/** An invoice as it stands today: what was paid of it, or that it is void, is said with the day. */
export function invoicePaper(invoice: InvoiceOnPaper): Paper {
  const formats = formatsFor(invoice.business, invoice.currency)
  const { invoice_number: number, status } = invoice
  const isOpen = status !== 'PAID' && status !== 'VOID'
  const charges = invoice.charge_names.join(', ') || 'Charges'
  return {
    ...basicPaper(invoice, formats),
    title: number ? `Invoice ${number}` : 'Draft invoice',
    kind: 'Invoice',
    number,
    facts: [...invoiceFacts(invoice, formats), ...asOf(invoice, formats)],
    mark: markOf(invoice, formats),
    amount: amountOf(invoice, formats),
    lines: invoice.line_items.map((line) => paperLine(line, formats)),
    sums: paperSums([...sumsOf(invoice, formats, charges), ...dueSumsOf(invoice)], formats),
    notes: [
      ...paperNotes([invoice.notes, invoice.terms]),
      ...paperWays(isOpen && number ? waysToPay(invoice.business, number) : null),
    ],
    at: new Date(`${invoice.today}T00:00:00Z`),
  }
}

const asOf = (invoice: InvoiceOnPaper, formats: Formats) =>
  invoice.status !== 'PAID' && invoice.status !== 'VOID' && dueSumsOf(invoice).length > 0
    ? [{ label: 'As of', value: formats.date(invoice.today) }]
    : []

function markOf({ status, today, amount_credited }: InvoiceOnPaper, formats: Formats): Mark | null {
  const text = `As of ${formats.date(today)}`
  if (status === 'DRAFT') return { word: 'DRAFT', tone: 'plain', text: 'Not sent yet: it may still change' }
  if (status === 'PAID' && !isNothing(amount_credited))
    return { word: 'SETTLED', tone: 'good', text: `${text} nothing is due` }
  if (status === 'PAID') return { word: 'PAID', tone: 'good', text }
  if (status === 'VOID') return { word: 'VOID', tone: 'bad', text: `${text} there is nothing to pay` }
  return null
}

function amountOf({ status, total, amount_due, due_date }: InvoiceOnPaper, formats: Formats): AmountBox | null {
  if (status === 'VOID' || status === 'PAID') return null
  const isDraft = status === 'DRAFT'
  return {
    label: isDraft ? 'Total' : 'Amount due',
    amount: withCode(formats.money(isDraft ? total : amount_due), formats),
    text: `Due ${formats.date(due_date)}`,
    hasRoomForLink: !isDraft,
  }
}
