import { office, type Row, view } from './rights.ts'

/** What is billed again and again belongs to the office, as the money does that comes of it. */
export const RECURRING_ACTIONS = {
  'recurring_invoices.read': { may: view('record_payments') },
  'recurring_invoices.create': { may: office, audit: 'recurring_invoice.create', tells: 'recurring_invoice' },
  'recurring_invoices.update': { may: office, audit: 'recurring_invoice.update', tells: 'recurring_invoice' },
  'recurring_invoices.pause': { may: office, audit: 'recurring_invoice.pause', tells: 'recurring_invoice' },
  'recurring_invoices.resume': { may: office, audit: 'recurring_invoice.resume', tells: 'recurring_invoice' },
  'recurring_invoices.end': { may: office, audit: 'recurring_invoice.end', tells: 'recurring_invoice' },
  'recurring_invoices.make': { also: ['JOB'], audit: 'recurring_invoice.make', tells: 'recurring_invoice' },
  'recurring_invoices.make_last': {
    of: 'recurring_invoices.make',
    audit: 'recurring_invoice.make',
    tells: 'recurring_invoice',
  },
  'recurring_invoices.leave_out': {
    of: 'recurring_invoices.make',
    audit: 'recurring_invoice.leave_out',
    tells: 'recurring_invoice',
  },
  'recurring_invoices.leave_out_last': {
    of: 'recurring_invoices.make',
    audit: 'recurring_invoice.leave_out',
    tells: 'recurring_invoice',
  },
  'recurring_invoices.stop': {
    of: 'recurring_invoices.make',
    audit: 'recurring_invoice.stop',
    tells: 'recurring_invoice',
  },
} as const satisfies Record<string, Row>
