import type { Formats } from './format.ts'

export interface Fact {
  label: string
  value: string
}

interface Dated {
  issue_date: string
  due_date: string
  reference: string | null
  po_number: string | null
}

/** What an invoice says about itself: its days, and the numbers by which the customer knows it. */
export const invoiceFacts = (invoice: Dated, formats: Formats): Fact[] => [
  { label: 'Issued', value: formats.date(invoice.issue_date) },
  { label: 'Payment due', value: formats.date(invoice.due_date) },
  ...(invoice.po_number ? [{ label: 'Order number', value: invoice.po_number }] : []),
  ...(invoice.reference ? [{ label: 'Reference', value: invoice.reference }] : []),
]
