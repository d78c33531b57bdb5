import { z } from 'zod'
import {
  Amount,
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

export const InvoiceStatus = z.enum(['DRAFT', 'SENT', 'PARTIALLY_PAID', 'PAID', 'OVERDUE', 'VOID'])

export const DiscountInput = z.union([
  z.strictObject({ percent: DecimalInput }),
  z.strictObject({ amount: DecimalInput }),
])
export const ChargeInput = z.union([
  z.strictObject({ name: requiredText(100), percent: DecimalInput, tax_rate_id: Reference.nullish() }),
  z.strictObject({ name: requiredText(100), amount: DecimalInput, tax_rate_id: Reference.nullish() }),
])
export const DocumentDiscountInput = z.union([
  z.strictObject({ percent: DecimalInput, tax_rate_id: Reference.nullish() }),
  z.strictObject({ amount: DecimalInput, tax_rate_id: Reference.nullish() }),
])
export const LineInput = z
  .strictObject({
    name: requiredText(200),
    description: text(2000).nullish(),
    qty: DecimalInput.default('1'),
    rate: DecimalInput,
    tax_rate_id: Reference.nullish(),
    discount: DiscountInput.nullish(),
  })
  .meta({ id: 'LineInput' })

const document = {
  contact_id: Reference,
  issue_date: PlainDate.optional(),
  due_date: PlainDate.optional(),
  currency: z.string().max(3).optional(),
  reference: text(100).nullish(),
  prices_include_tax: z.boolean().optional(),
  line_items: z.array(LineInput).max(LIMITS.lines),
  discount: DocumentDiscountInput.nullish(),
  charges: z.array(ChargeInput).max(LIMITS.charges).optional(),
  notes: text(5000).nullish(),
  terms: text(5000).nullish(),
  internal_notes: text(10_000).nullish(),
  tags: z.array(requiredText(40)).max(LIMITS.tags).optional(),
}

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
    message: text(5000).nullish(),
    hold_seconds: z.number().int().min(0).max(60).default(0),
    if_match_version: Version,
  })
  .meta({ id: 'SendInvoice' })
export const Expecting = z.strictObject({ if_match_version: Version }).meta({ id: 'Expecting' })

export const InvoiceQuery = z.strictObject({
  ...Page.shape,
  status: z
    .enum([...InvoiceStatus.options, 'UNPAID'])
    .optional()
    .meta({ description: 'UNPAID is SENT, PARTIALLY_PAID and OVERDUE together, by due date' }),
  contact_id: z.string().max(200).optional(),
  due_from: PlainDate.optional(),
  due_to: PlainDate.optional(),
  q: z.string().max(200).optional(),
})

const Discount = z.union([z.strictObject({ percent: z.string() }), z.strictObject({ amount: Amount })])
const Adjustment = z.strictObject({
  name: z.string().nullable(),
  percent: z.string().optional(),
  amount: Amount.optional(),
  tax_rate_id: z.string().nullable(),
})

export const InvoiceLine = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    qty: z.string(),
    rate: z.string(),
    tax_rate_id: z.string().nullable(),
    tax_name: z.string().nullable(),
    tax_percent: z.string().nullable(),
    discount: Discount.nullable(),
    amount: Amount,
    net: Amount,
  })
  .meta({ id: 'InvoiceLine' })

export const TaxTotal = z
  .strictObject({ name: z.string(), percent: z.string(), taxable: Amount, tax: Amount })
  .meta({ id: 'TaxTotal' })

const summary = {
  id: z.string(),
  status: InvoiceStatus,
  invoice_number: z.string().nullable(),
  contact_id: z.string(),
  contact: z.strictObject({ id: z.string(), display_name: z.string(), email: z.string().nullable() }),
  reference: z.string().nullable(),
  issue_date: PlainDate,
  due_date: PlainDate,
  currency: z.string(),
  total: Amount,
  amount_paid: Amount,
  amount_due: Amount,
  sent_at: Instant.nullable(),
  send_at: Instant.nullable(),
  version: z.number(),
  created_at: Instant,
  updated_at: Instant,
  allowed_actions: z.array(z.string()),
}

export const InvoiceSummary = z.strictObject(summary).meta({ id: 'InvoiceSummary' })
export const Invoice = z
  .strictObject({
    ...summary,
    prices_include_tax: z.boolean(),
    line_items: z.array(InvoiceLine),
    discount: Adjustment.nullable(),
    charges: z.array(Adjustment),
    taxes: z.array(TaxTotal),
    subtotal: Amount,
    discount_total: Amount,
    charge_total: Amount,
    tax_total: Amount,
    notes: z.string().nullable(),
    terms: z.string().nullable(),
    internal_notes: z.string().nullable(),
    tags: z.array(z.string()),
    ar_stage: z.enum(['NONE', 'REMINDER_1', 'REMINDER_2', 'FINAL', 'COLLECTIONS']),
    last_sent_at: Instant.nullable(),
    finalised_at: Instant.nullable(),
    voided_at: Instant.nullable(),
    payment_link_active: z.boolean(),
    payment_link_url: z
      .string()
      .nullable()
      .meta({ description: 'Only in the answer that minted it: links are stored as hashes' }),
    payment_pending: z.boolean(),
    views: z.strictObject({ count: z.number(), first_at: Instant.nullable(), last_at: Instant.nullable() }),
    created_by: z.string(),
  })
  .meta({ id: 'Invoice' })

export const Activity = z
  .strictObject({ id: z.number(), at: Instant, actor: z.string(), action: z.string(), detail: z.string().nullable() })
  .meta({ id: 'Activity' })

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
export type InvoiceQuery = z.infer<typeof InvoiceQuery>
export type Invoice = z.infer<typeof Invoice>
export type InvoiceSummary = z.infer<typeof InvoiceSummary>
export type LineInput = z.infer<typeof LineInput>
export type Activity = z.infer<typeof Activity>
