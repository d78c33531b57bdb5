import { compareDates } from '../kernel/dates.ts'

/** Decided and stored. */
export const INVOICE_STATUSES = ['DRAFT', 'SENT', 'VOID'] as const
export type StoredInvoiceStatus = (typeof INVOICE_STATUSES)[number]

/** On the wire; what is added follows from payments and the date and is never stored (C-10). */
export const INVOICE_WIRE_STATUSES = ['DRAFT', 'SENT', 'PARTIALLY_PAID', 'PAID', 'OVERDUE', 'VOID'] as const
export type InvoiceStatus = (typeof INVOICE_WIRE_STATUSES)[number]

/** What brought the amount due of a paid invoice to nothing (DESIGN 7). */
export const SETTLED_BY = ['PAYMENT', 'CREDIT', 'WRITE_OFF'] as const

export interface InvoiceBalance {
  status: StoredInvoiceStatus
  amountPaid: bigint
  /** By credit notes and write-offs. */
  amountCredited: bigint
  total: bigint
  dueDate: string | null
}

/** The status to show on `today` of the business: paid wins over overdue, overdue over partly paid (H-SM-4, H-SM-7). */
export function invoiceStatus(invoice: InvoiceBalance, today: string): InvoiceStatus {
  if (invoice.status !== 'SENT') return invoice.status
  if (amountDue(invoice) <= 0n) return 'PAID'
  if (isOverdue(invoice, today)) return 'OVERDUE'
  return invoice.amountPaid > 0n ? 'PARTIALLY_PAID' : 'SENT'
}

/** Sent, past its due date (the due date itself is in time) and still owed. */
export function isOverdue(invoice: InvoiceBalance, today: string): boolean {
  const isLate = invoice.dueDate !== null && compareDates(today, invoice.dueDate) > 0
  return invoice.status === 'SENT' && isLate && amountDue(invoice) > 0n
}

export const isVoid = ({ status }: { status: string }): boolean => status === 'VOID'

/** What the customer still owes: nothing on a voided invoice. Minor units. */
export const stillOwed = (invoice: InvoiceBalance): bigint => (isVoid(invoice) ? 0n : amountDue(invoice))

/** `total` - `amount_paid` - `amount_credited`, minor units; in SQL the column `amount_due`. */
export function amountDue(invoice: Pick<InvoiceBalance, 'amountPaid' | 'amountCredited' | 'total'>): bigint {
  return invoice.total - invoice.amountPaid - invoice.amountCredited
}
