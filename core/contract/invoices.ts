import { z } from 'zod'
import { CREDIT_NOTE_STATUSES } from '../domain/credit-notes/machine.ts'
import { SETTLED_BY } from '../domain/invoices/balance.ts'
import {
  Amount,
  DateInput,
  DecimalInput,
  Instant,
  LanguageTag,
  Page,
  PlainDate,
  Reference,
  requiredText,
  text,
  Version,
} from './common.ts'
import { deliveryFields } from './delivery.ts'
import { Dispute } from './disputes.ts'
import {
  Deduction,
  DocumentViews,
  DraftedFrom,
  documentBody,
  documentFoot,
  documentHead,
  documentInput,
  documentLine,
  LineInput,
} from './documents.ts'
import { MailAddress } from './mail-address.ts'

export const InvoiceStatus = z.enum(['DRAFT', 'SENT', 'PARTIALLY_PAID', 'PAID', 'OVERDUE', 'VOID'])

const document = documentInput({ due_date: DateInput.optional() }, LineInput)

export const CreateInvoice = z
  .strictObject({ ...document, line_items: document.line_items.default([]) })
  .meta({ id: 'CreateInvoice' })
export const UpdateInvoice = z
  .strictObject({
    ...document,
    contact_id: Reference.optional(),
    line_items: document.line_items.optional(),
    if_match_version: Version,
  })
  .meta({ id: 'UpdateInvoice' })
export const SendInvoice = z
  .strictObject({
    channel: z.enum(['EMAIL']).default('EMAIL'),
    to: MailAddress.optional().meta({ description: 'For this mail alone; default the contact’s address' }),
    subject: text(200).nullish().meta({ description: 'Null or empty: the one that comes with the product' }),
    message: text(5000).nullish().meta({
      description: 'May name what is known when it is sent, such as {{invoice.number}} and {{invoice.link}}',
    }),
    language: LanguageTag.optional().meta({
      description: 'In which the days and amounts are written that subject and message name; default the business’s',
    }),
    hold_seconds: z.number().int().min(0).max(60).default(0),
    if_match_version: Version,
  })
  .meta({ id: 'SendInvoice' })
export const Expecting = z.strictObject({ if_match_version: Version }).meta({ id: 'Expecting' })

export const RemindInvoice = z
  .strictObject({
    subject: text(200).nullish().meta({ description: 'For this mail alone; null or empty: that of its text' }),
    message: text(5000).nullish().meta({
      description:
        'For this mail alone; may name what a reminder knows, such as {{invoice.days_late}}. Null or empty: the text that the schedule would send',
    }),
    language: LanguageTag.optional().meta({
      description: 'In which the days and amounts are written that subject and message name; default the business’s',
    }),
    if_match_version: Version,
  })
  .meta({ id: 'RemindInvoice' })

export const WriteOff = z
  .strictObject({
    reason: requiredText(500),
    amount: DecimalInput.optional().meta({ description: 'Default all that is due' }),
    if_match_version: Version,
  })
  .meta({ id: 'WriteOff' })
export const ReverseWriteOff = z
  .strictObject({ reason: requiredText(500), if_match_version: Version })
  .meta({ id: 'ReverseWriteOff' })
export const PauseReminders = z
  .strictObject({
    until: DateInput.nullish().meta({ description: 'The last day of the pause; left out: until it is resumed' }),
    if_match_version: Version,
  })
  .meta({ id: 'PauseReminders' })
export const PromisePayment = z
  .strictObject({ date: DateInput, if_match_version: Version })
  .meta({ id: 'PromisePayment' })

export const ReviseInvoice = z
  .strictObject({
    reason: text(500).nullish().meta({ description: 'Printed on the credit note' }),
    if_match_version: Version,
  })
  .meta({ id: 'ReviseInvoice' })

export const InvoiceQuery = z.strictObject({
  ...Page.shape,
  status: z
    .enum([...InvoiceStatus.options, 'UNPAID'])
    .optional()
    .meta({ description: 'UNPAID is SENT, PARTIALLY_PAID and OVERDUE together, by due date' }),
  contact_id: z.string().max(200).optional(),
  recurring_invoice_id: z.string().max(200).optional().meta({ description: 'Those that this recurring invoice made' }),
  due_from: DateInput.optional(),
  due_to: DateInput.optional(),
  q: z.string().max(200).optional(),
})

export const InvoiceLine = z
  .strictObject({ ...documentLine, deduction: Deduction.nullable() })
  .meta({ id: 'InvoiceLine' })

const summary = {
  id: z.string(),
  status: InvoiceStatus,
  invoice_number: z.string().nullable(),
  ...documentHead,
  due_date: PlainDate,
  currency: z.string(),
  total: Amount,
  amount_paid: Amount,
  amount_credited: Amount.meta({ description: 'By credit notes and write-offs' }),
  amount_written_off: Amount.meta({ description: 'What of amount_credited was written off' }),
  amount_due: Amount.meta({ description: 'What is still owed; zero of a voided invoice' }),
  settled_by: z
    .enum(SETTLED_BY)
    .nullable()
    .meta({ description: 'What brought the amount due to zero, last; null while something is due' }),
  ...documentFoot,
}

export const InvoiceSummary = z.strictObject(summary).meta({ id: 'InvoiceSummary' })
const CreditedBy = z
  .strictObject({
    id: z.string(),
    credit_note_number: z.string().nullable(),
    status: z.enum(CREDIT_NOTE_STATUSES),
    total: Amount,
    issue_date: PlainDate,
    revised_invoice_id: z.string().nullable(),
  })
  .meta({ id: 'CreditedBy' })

export const Invoice = z
  .strictObject({
    ...summary,
    ...documentBody(InvoiceLine),
    ar_stage: z.enum(['NONE', 'REMINDER_1', 'REMINDER_2', 'FINAL', 'COLLECTIONS']),
    reminders_paused: z.boolean(),
    reminders_paused_until: PlainDate.nullable().meta({
      description: 'The last day of the pause; null: until resumed',
    }),
    promised_on: PlainDate.nullable().meta({
      description: 'By when the customer said to pay: nobody is asked until then',
    }),
    last_sent_at: Instant.nullable(),
    finalised_at: Instant.nullable(),
    voided_at: Instant.nullable(),
    payment_link_active: z.boolean(),
    payment_link_url: z
      .string()
      .nullable()
      .meta({ description: 'Only in the answer that minted it: links are stored as hashes' }),
    payment_pending: z.boolean(),
    work_item: DraftedFrom.nullable(),
    credit_notes: z.array(CreditedBy).meta({ description: 'Oldest first, drafts included' }),
    corrects: z
      .strictObject({ id: z.string(), invoice_number: z.string() })
      .nullable()
      .meta({ description: 'The invoice that was credited in full for this one to stand in its place' }),
    disputes: z
      .array(Dispute)
      .meta({ description: 'Newest first; one that is open may take money back that counts as paid now' }),
    views: DocumentViews,
    ...deliveryFields,
    quote_id: z.string().nullable().meta({ description: 'The quote that it came of, whole or as its deposit' }),
    recurring_invoice_id: z.string().nullable().meta({ description: 'The recurring invoice that made it' }),
    created_by: z.string(),
  })
  .meta({ id: 'Invoice' })

export const Receipt = z
  .strictObject({
    invoice_id: z.string(),
    invoice_number: z.string(),
    contact_name: z.string(),
    currency: z.string(),
    total: Amount,
    paid_at: Instant,
    payments: z.array(
      z.strictObject({
        paid_at: Instant,
        amount: Amount,
        method_label: z.string().nullable(),
        receipt_url: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Receipt' })

export type Receipt = z.infer<typeof Receipt>
export type CreateInvoice = z.infer<typeof CreateInvoice>
export type UpdateInvoice = z.infer<typeof UpdateInvoice>
export type SendInvoice = z.infer<typeof SendInvoice>
export type RemindInvoice = z.infer<typeof RemindInvoice>
export type WriteOff = z.infer<typeof WriteOff>
export type InvoiceQuery = z.infer<typeof InvoiceQuery>
export type Invoice = z.infer<typeof Invoice>
export type InvoiceSummary = z.infer<typeof InvoiceSummary>
