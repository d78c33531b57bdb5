import { z } from 'zod'
import { QUOTE_OUTCOMES } from '../domain/quotes/state.ts'
import {
  Amount,
  DateInput,
  DecimalInput,
  Instant,
  LIMITS,
  Page,
  PlainDate,
  Reference,
  requiredText,
  text,
  Version,
} from './common.ts'
import { deliveryFields } from './delivery.ts'
import {
  Discount,
  DiscountInput,
  DocumentViews,
  DraftedFrom,
  documentBody,
  documentFoot,
  documentHead,
  documentInput,
  documentLine,
  documentSums,
  OptionalLineInput,
  TaxTotal,
} from './documents.ts'

export const QuoteStatus = z.enum(['DRAFT', 'SENT', 'APPROVED', 'REJECTED', 'EXPIRED', 'CONVERTED'])

const document = documentInput(
  {
    expiry_date: DateInput.optional().meta({ description: 'The last day on which it can be approved' }),
    deposit: DiscountInput.nullish().meta({
      description: 'Asked for at approval, as an invoice of its own: a share of what is approved, or an amount',
    }),
  },
  OptionalLineInput,
)

export const CreateQuote = z
  .strictObject({ ...document, line_items: document.line_items.default([]) })
  .meta({ id: 'CreateQuote' })
export const UpdateQuote = z
  .strictObject({
    ...document,
    contact_id: Reference.optional(),
    line_items: document.line_items.optional(),
    if_match_version: Version,
  })
  .meta({ id: 'UpdateQuote' })

export const QuoteQuery = z.strictObject({
  ...Page.shape,
  status: QuoteStatus.optional().meta({ description: 'SENT comes with what expires first, EXPIRED with the last' }),
  contact_id: z.string().max(200).optional(),
  q: z.string().max(200).optional(),
})

export const QuoteLine = z
  .strictObject({ ...documentLine, optional: z.boolean(), qty_editable: z.boolean() })
  .meta({ id: 'QuoteLine' })

/** What was approved: the lines that were chosen and what they come to. The quote itself stays as it was sent. */
export const AcceptedQuote = z
  .strictObject({
    line_items: z.array(
      z.strictObject({ line_id: z.string(), name: z.string(), qty: z.string(), amount: Amount, net: Amount }),
    ),
    taxes: z.array(TaxTotal),
    ...documentSums,
    total: Amount,
  })
  .meta({ id: 'AcceptedQuote' })

/** Who decided, when, and what proves it. */
export const QuoteDecision = z
  .strictObject({
    outcome: z.enum(QUOTE_OUTCOMES),
    via: z.enum(['PORTAL', 'STAFF']).meta({ description: 'By the customer on his page, or by a member on his behalf' }),
    at: Instant,
    name: z.string().nullable().meta({ description: 'As the customer typed it' }),
    note: z.string().nullable().meta({ description: 'Why: his reason, or what a member wrote about it' }),
    recorded_by: z.string().nullable().meta({ description: 'The member who recorded it' }),
    ip_address: z.string().nullable(),
    user_agent: z.string().nullable(),
    shown_sha256: z.string().nullable().meta({ description: 'Hash of what was shown when it was decided' }),
  })
  .meta({ id: 'QuoteDecision' })

const summary = {
  id: z.string(),
  status: QuoteStatus,
  quote_number: z.string().nullable(),
  ...documentHead,
  expiry_date: PlainDate,
  currency: z.string(),
  total: Amount.meta({ description: 'Without the optional lines' }),
  accepted_total: Amount.nullable(),
  ...documentFoot,
}

export const QuoteSummary = z.strictObject(summary).meta({ id: 'QuoteSummary' })
export const Quote = z
  .strictObject({
    ...summary,
    ...documentBody(QuoteLine),
    deposit: Discount.nullable(),
    accepted: AcceptedQuote.nullable(),
    decision: QuoteDecision.nullable(),
    deposit_invoice: z
      .strictObject({
        id: z.string(),
        invoice_number: z.string().nullable(),
        total: Amount,
        amount_paid: Amount,
        is_void: z.boolean(),
      })
      .nullable(),
    converted_invoice_id: z.string().nullable(),
    work_item: DraftedFrom.nullable(),
    revision: z.number().meta({ description: 'Which of the versions that went out, or will' }),
    last_sent_at: Instant.nullable(),
    finalised_at: Instant.nullable(),
    link_active: z.boolean(),
    link_url: z
      .string()
      .nullable()
      .meta({ description: 'Only in the answer that minted it: links are stored as hashes' }),
    views: DocumentViews,
    ...deliveryFields,
    created_by: z.string(),
  })
  .meta({ id: 'Quote' })

/** On the customer's behalf: he said so on the phone, on paper. The note says how (C-12). */
export const ApproveQuote = z
  .strictObject({
    note: requiredText(2000),
    name: text(200).nullish().meta({ description: 'Who said yes' }),
    lines: z
      .array(z.strictObject({ id: Reference, qty: DecimalInput.optional() }))
      .max(LIMITS.lines)
      .default([])
      .meta({ description: 'The optional lines that he wants, and how many where he may say so' }),
    if_match_version: Version,
  })
  .meta({ id: 'ApproveQuote' })
export const RejectQuote = z
  .strictObject({ note: requiredText(2000), if_match_version: Version })
  .meta({ id: 'RejectQuote' })
export const ConvertedQuote = z
  .strictObject({
    invoice_id: z.string(),
    created: z.boolean().meta({ description: 'False where it was an invoice already' }),
  })
  .meta({ id: 'ConvertedQuote' })

export type ApproveQuote = z.infer<typeof ApproveQuote>
export type RejectQuote = z.infer<typeof RejectQuote>
export type ConvertedQuote = z.infer<typeof ConvertedQuote>
export type CreateQuote = z.infer<typeof CreateQuote>
export type UpdateQuote = z.infer<typeof UpdateQuote>
export type QuoteQuery = z.infer<typeof QuoteQuery>
export type AcceptedQuote = z.infer<typeof AcceptedQuote>
export type QuoteDecision = z.infer<typeof QuoteDecision>
export type Quote = z.infer<typeof Quote>
export type QuoteSummary = z.infer<typeof QuoteSummary>
