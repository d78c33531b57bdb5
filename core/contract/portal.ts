import { z } from 'zod'
import { Amount, Instant, PlainDate } from './common.ts'
import { printedDocument, printedWords } from './documents.ts'
import { InvoiceStatus } from './invoices.ts'

/** Whether and how it can be paid on this page. */
export const PayState = z.enum(['payable', 'confirming', 'pending', 'unavailable', 'closed'])

/** All that the holder of a link may know: no id of ours is in it (H-POR-3). */
export const PortalInvoice = z
  .strictObject({
    invoice_number: z.string(),
    status: InvoiceStatus,
    reference: z.string().nullable(),
    po_number: z.string().nullable(),
    issue_date: PlainDate,
    due_date: PlainDate,
    today: PlainDate,
    ...printedDocument,
    amount_paid: Amount,
    amount_due: Amount,
    payments: z.array(
      z.strictObject({
        amount: Amount,
        paid_at: Instant,
        method_label: z.string().nullable(),
        receipt_url: z.string().nullable(),
      }),
    ),
    pay_state: PayState,
    last_payment_failed: z.boolean(),
    ...printedWords,
  })
  .meta({ id: 'PortalInvoice' })
export type PortalInvoice = z.infer<typeof PortalInvoice>

export const PortalCheckout = z.strictObject({ checkout_url: z.string() }).meta({ id: 'PortalCheckout' })
export type PortalCheckout = z.infer<typeof PortalCheckout>
