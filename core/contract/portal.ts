import { z } from 'zod'
import { Amount, Instant, PlainDate } from './common.ts'
import { CreditNoteStatus } from './credit-notes.ts'
import {
  Discount,
  documentSums,
  PrintedBusiness,
  PrintedLine,
  PrintedPayment,
  printedDocument,
  printedWords,
  TaxTotal,
} from './documents.ts'
import { InvoiceStatus } from './invoices.ts'
import { QuoteDecision, QuoteStatus } from './quotes.ts'

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
    business_closed: z.boolean().meta({ description: 'It takes no payments, answers or messages here any more' }),
    ...printedDocument,
    amount_paid: Amount,
    amount_credited: Amount,
    amount_due: Amount,
    payments: z.array(PrintedPayment),
    pay_state: PayState,
    last_payment_failed: z.boolean(),
    ...printedWords,
  })
  .meta({ id: 'PortalInvoice' })
export type PortalInvoice = z.infer<typeof PortalInvoice>

/** A credit note behind its link. */
export const PortalCreditNote = z
  .strictObject({
    credit_note_number: z.string(),
    status: CreditNoteStatus,
    invoice_number: z.string(),
    invoice_date: PlainDate,
    reason: z.string().nullable(),
    reference: z.string().nullable(),
    po_number: z.string().nullable(),
    issue_date: PlainDate,
    today: PlainDate,
    business_closed: z.boolean().meta({ description: 'It takes no payments, answers or messages here any more' }),
    ...printedDocument,
    ...printedWords,
  })
  .meta({ id: 'PortalCreditNote' })
export type PortalCreditNote = z.infer<typeof PortalCreditNote>

/** What the holder of a link to a conversation may know: no id, no note, nothing that is on its way. */
export const PortalThread = z
  .strictObject({
    subject: z.string(),
    business: PrintedBusiness.extend({ timezone: z.string() }),
    business_closed: z.boolean().meta({ description: 'It takes no payments, answers or messages here any more' }),
    is_answered_by_mail: z.boolean().meta({ description: 'Answers come by mail as well' }),
    has_earlier: z.boolean().meta({ description: 'There are messages before these' }),
    messages: z.array(
      z.strictObject({
        is_own: z.boolean(),
        from_name: z.string(),
        text: z.string(),
        is_cut: z.boolean().meta({ description: 'The mail has the rest' }),
        attachments: z.number(),
        at: Instant,
      }),
    ),
  })
  .meta({ id: 'PortalThread' })
export type PortalThread = z.infer<typeof PortalThread>

/** Where a question stands now. */
export const PortalQuestion = z.strictObject({ thread_url: z.string() }).meta({ id: 'PortalQuestion' })
export type PortalQuestion = z.infer<typeof PortalQuestion>

export const PortalCheckout = z.strictObject({ checkout_url: z.string() }).meta({ id: 'PortalCheckout' })
export type PortalCheckout = z.infer<typeof PortalCheckout>

/** What was chosen of a quote, and what that comes to. */
export const PortalTotal = z
  .strictObject({
    line_items: z.array(z.strictObject({ n: z.number(), qty: z.string(), amount: Amount })),
    taxes: z.array(TaxTotal),
    ...documentSums,
    total: Amount,
  })
  .meta({ id: 'PortalTotal' })
export type PortalTotal = z.infer<typeof PortalTotal>

/** A quote behind its link. `n` of a line is in the names of its fields: `line_2`, `qty_2`. */
export const PortalQuote = z
  .strictObject({
    quote_number: z.string(),
    status: QuoteStatus,
    reference: z.string().nullable(),
    po_number: z.string().nullable(),
    issue_date: PlainDate,
    expiry_date: PlainDate,
    today: PlainDate,
    business_closed: z.boolean().meta({ description: 'It takes no payments, answers or messages here any more' }),
    ...printedDocument,
    line_items: z.array(PrintedLine.extend({ n: z.number(), optional: z.boolean(), qty_editable: z.boolean() })),
    deposit: Discount.nullable(),
    ...printedWords,
    can_decide: z.boolean(),
    revision: z.number(),
    accepted: PortalTotal.nullable(),
    deposit_invoice: z.strictObject({ invoice_number: z.string(), amount_due: Amount }).nullable(),
    decision: QuoteDecision.pick({ outcome: true, at: true, name: true }).nullable(),
  })
  .meta({ id: 'PortalQuote' })
export type PortalQuote = z.infer<typeof PortalQuote>

export const PortalDecision = z.strictObject({ status: QuoteStatus }).meta({ id: 'PortalDecision' })
export type PortalDecision = z.infer<typeof PortalDecision>
