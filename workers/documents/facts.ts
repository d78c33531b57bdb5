import type { Formats } from './format.ts'

export interface Fact {
  label: string
  value: string
}

interface Dated {
  issue_date: string
  reference: string | null
  po_number: string | null
}

/** What an invoice says about itself: its days, and the numbers by which the customer knows it. */
export const invoiceFacts = (invoice: Dated & { due_date: string }, formats: Formats): Fact[] =>
  factsOf(invoice, { label: 'Payment due', value: formats.date(invoice.due_date) }, formats)

export const quoteFacts = (quote: Dated & { expiry_date: string }, formats: Formats): Fact[] =>
  factsOf(quote, { label: 'Good until', value: formats.date(quote.expiry_date) }, formats)

/** What a credit note says of itself: its day, and the invoice that it is of. */
export const creditNoteFacts = (
  note: Dated & { invoice_number: string; invoice_date: string },
  formats: Formats,
): Fact[] =>
  factsOf(note, { label: 'Of invoice', value: `${note.invoice_number}, ${formats.date(note.invoice_date)}` }, formats)

const factsOf = (document: Dated, until: Fact, formats: Formats): Fact[] => [
  { label: 'Issued', value: formats.date(document.issue_date) },
  until,
  ...(document.po_number ? [{ label: 'Order number', value: document.po_number }] : []),
  ...(document.reference ? [{ label: 'Reference', value: document.reference }] : []),
]
