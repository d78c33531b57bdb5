import { z } from 'zod'
import { CREDIT_NOTE_STATUSES } from '../domain/credit-notes/machine.ts'
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
import { DocumentViews, documentBody, documentFoot, documentHead, documentLine } from './documents.ts'

export const CreditNoteStatus = z.enum(CREDIT_NOTE_STATUSES)

const AskedLine = z
  .strictObject({
    line_id: Reference.meta({ description: 'A line of the invoice' }),
    qty: DecimalInput.optional().meta({ description: 'How many of it; default all that is left' }),
  })
  .meta({ id: 'CreditNoteLineInput' })

const input = {
  lines: z.array(AskedLine).min(1).max(LIMITS.lines).optional(),
  amount: DecimalInput.optional().meta({ description: 'With its tax, split over the rates of the invoice' }),
  reason: text(500).nullish().meta({ description: 'Printed' }),
  issue_date: DateInput.optional(),
  notes: text(5000).nullish(),
  internal_notes: text(10_000).nullish(),
  tags: z.array(requiredText(40)).max(LIMITS.tags).optional(),
}

/** Lines or an amount, not both. */
function oneOf({ lines, amount }: { lines?: unknown; amount?: unknown }, ctx: z.RefinementCtx): void {
  if (lines !== undefined && amount !== undefined)
    ctx.addIssue({ code: 'custom', path: ['amount'], message: 'Name lines or an amount, not both' })
}

export const CreateCreditNote = z
  .strictObject(input)
  .superRefine(oneOf)
  .meta({ id: 'CreateCreditNote', description: 'Without lines and without an amount: all that is left' })
export const UpdateCreditNote = z
  .strictObject({ ...input, if_match_version: Version })
  .superRefine(oneOf)
  .meta({ id: 'UpdateCreditNote', description: 'Without lines and without an amount what is credited stays as it is' })

export const CreditNoteQuery = z.strictObject({
  ...Page.shape,
  status: CreditNoteStatus.optional(),
  contact_id: z.string().max(200).optional(),
  invoice_id: z.string().max(200).optional(),
  q: z.string().max(200).optional(),
})

const CreditNoteLine = z
  .strictObject({
    ...documentLine,
    line_id: z.string().nullable().meta({ description: 'Of the invoice; null for an amount' }),
  })
  .meta({ id: 'CreditNoteLine' })

const summary = {
  id: z.string(),
  status: CreditNoteStatus,
  credit_note_number: z.string().nullable(),
  invoice_id: z.string(),
  invoice_number: z.string(),
  ...documentHead,
  currency: z.string(),
  total: Amount,
  amount_applied: Amount.meta({ description: 'What of it was taken off invoices' }),
  amount_unapplied: Amount.meta({
    description: 'What of it is the customer’s money and waits for an invoice or to be returned',
  }),
  ...documentFoot,
}
export const CreditNoteSummary = z.strictObject(summary).meta({ id: 'CreditNoteSummary' })
export const CreditNote = z
  .strictObject({
    ...summary,
    ...documentBody(CreditNoteLine),
    reason: z.string().nullable(),
    invoice_date: PlainDate,
    revised_invoice_id: z
      .string()
      .nullable()
      .meta({ description: 'The corrected invoice, where this credits all of one to be corrected' }),
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
  .meta({ id: 'CreditNote' })

export const RevisedInvoice = z
  .strictObject({ credit_note_id: z.string(), invoice_id: z.string() })
  .meta({ id: 'RevisedInvoice' })

export type CreateCreditNote = z.infer<typeof CreateCreditNote>
export type UpdateCreditNote = z.infer<typeof UpdateCreditNote>
export type CreditNoteQuery = z.infer<typeof CreditNoteQuery>
export type CreditNote = z.infer<typeof CreditNote>
export type CreditNoteSummary = z.infer<typeof CreditNoteSummary>
export type RevisedInvoice = z.infer<typeof RevisedInvoice>
