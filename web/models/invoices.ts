import { Resource } from './resource.ts'

export const INVOICE_FILTERS = [
  { value: '', label: 'All' },
  { value: 'UNPAID', label: 'Unpaid' },
  { value: 'DRAFT', label: 'Draft' },
  { value: 'SENT', label: 'Sent' },
  { value: 'PARTIALLY_PAID', label: 'Partly paid' },
  { value: 'OVERDUE', label: 'Overdue' },
  { value: 'PAID', label: 'Paid' },
  { value: 'VOID', label: 'Void' },
] as const

export const invoices = new Resource('invoice', '/v1/invoices', {
  shows: ['contact', 'payment', 'quote', 'credit_note'],
  // The minted link stays with its caller.
  kept: (invoice) => ({ ...invoice, payment_link_url: null }),
})
