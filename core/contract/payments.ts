import { z } from 'zod'
import {
  Amount,
  DateInput,
  DecimalInput,
  Instant,
  InstantInput,
  Page,
  PlainDate,
  Reference,
  requiredText,
  text,
} from './common.ts'

export const PaymentProvider = z.enum(['STRIPE', 'CASH', 'BANK', 'CHECK', 'SQUARE', 'SHOPIFY', 'OTHER'])
export const PaymentStatus = z.enum(['PENDING', 'SUCCEEDED', 'FAILED', 'REFUNDED'])

/** A payment, or what went back of one: its `reverses_id` names it. By an application no money comes: its `amount` is 0. */
export const PaymentKind = z.enum(['PAYMENT', 'REFUND', 'DISPUTE', 'REVERSAL', 'APPLICATION'])

export const CreatePayment = z
  .strictObject({
    invoice_id: Reference,
    provider: z.enum(['CASH', 'BANK', 'CHECK', 'OTHER']).default('CASH'),
    amount: DecimalInput,
    currency: z.string().max(3).optional(),
    paid_at: InstantInput.optional(),
    method_label: text(100).nullish(),
    note: text(2000).nullish(),
  })
  .meta({ id: 'CreatePayment' })
export const RecordAdvance = z
  .strictObject({
    provider: z.enum(['CASH', 'BANK', 'CHECK', 'OTHER']).default('BANK'),
    amount: DecimalInput,
    currency: z.string().max(3).optional().meta({ description: 'That of the business, when absent' }),
    paid_at: InstantInput.optional(),
    method_label: text(100).nullish(),
    note: text(2000).nullish(),
  })
  .meta({ id: 'RecordAdvance' })
export const ApplyUnapplied = z
  .strictObject({
    invoice_id: Reference.optional().meta({ description: 'The oldest that the customer owes, when absent' }),
    amount: DecimalInput.optional().meta({ description: 'As much as fits, when absent' }),
  })
  .meta({ id: 'ApplyUnapplied' })
export const ReturnUnapplied = z.strictObject({ reason: requiredText(500) }).meta({ id: 'ReturnUnapplied' })
export const RefundPayment = z
  .strictObject({
    amount: DecimalInput.optional().meta({ description: 'All that is left of it, when absent' }),
    reason: requiredText(500),
    credit: z.boolean().default(false).meta({
      description:
        'It is not owed again: what was paid of the invoice with it is credited at once. By who may issue credit notes',
    }),
  })
  .meta({ id: 'RefundPayment' })
export const ReversePayment = z.strictObject({ reason: requiredText(500) }).meta({ id: 'ReversePayment' })

const filters = {
  invoice_id: z.string().max(200).optional(),
  status: PaymentStatus.optional(),
  paid_from: DateInput.optional(),
  paid_to: DateInput.optional(),
  q: z.string().max(200).optional().meta({ description: 'Words of customer, invoice or note, or an amount as typed' }),
}
export const PaymentQuery = z.strictObject({ ...Page.shape, ...filters })
export const PaymentTotalsQuery = z.strictObject(filters)

/** More are not added up in one answer. */
export const TOTALLED_MAX = 10_000
export const PaymentTotals = z
  .strictObject({
    totals: z
      .array(z.strictObject({ currency: z.string(), received: Amount, returned: Amount, net: Amount }))
      .nullable()
      .meta({ description: `Of all payments that fit; null when more than ${TOTALLED_MAX} do: ask for fewer days` }),
  })
  .meta({ id: 'PaymentTotals' })

export const Payment = z
  .strictObject({
    id: z.string(),
    invoice_id: z.string().nullable().meta({ description: 'Null for an advance, which came before any invoice' }),
    contact_id: z
      .string()
      .nullable()
      .meta({ description: 'Whose advance it is; of other payments the invoice says it' }),
    invoice_number: z.string().nullable(),
    contact_name: z.string(),
    provider: PaymentProvider,
    kind: PaymentKind.meta({
      description:
        'REVERSAL is an entry by hand that was taken back, APPLICATION is money that was kept for the customer and then applied',
    }),
    status: PaymentStatus,
    amount: Amount,
    applied: Amount,
    unapplied: Amount,
    refund_pending: Amount.meta({ description: 'What of it is being refunded and has not arrived yet' }),
    refundable: Amount.meta({ description: 'What of it can still be refunded' }),
    currency: z.string(),
    paid_at: Instant,
    paid_on: PlainDate.meta({ description: 'The day of payment where the business is' }),
    method_label: z.string().nullable(),
    receipt_url: z.string().nullable(),
    note: z.string().nullable(),
    reverses_id: z.string().nullable(),
    created_at: Instant,
    created_by: z.string(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Payment' })

export const UnappliedMoney = z
  .strictObject({
    id: z.string(),
    invoice_id: z.string().nullable(),
    payment_id: z.string().nullable(),
    contact_id: z.string().nullable(),
    contact_name: z.string().nullable(),
    provider: PaymentProvider,
    amount: Amount.meta({ description: 'What is left of it' }),
    currency: z.string(),
    reason: z.enum([
      'UNKNOWN_INVOICE',
      'OTHER_CURRENCY',
      'TOO_MUCH',
      'INVOICE_VOID',
      'NOT_SENT',
      'METADATA_DISAGREES',
      'CREDIT',
      'ADVANCE',
    ]),
    paid_at: Instant,
    created_at: Instant,
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'UnappliedMoney' })

export type CreatePayment = z.infer<typeof CreatePayment>
export type RecordAdvance = z.infer<typeof RecordAdvance>
export type ApplyUnapplied = z.infer<typeof ApplyUnapplied>
export type RefundPayment = z.infer<typeof RefundPayment>
export type PaymentQuery = z.infer<typeof PaymentQuery>
export type PaymentTotalsQuery = z.infer<typeof PaymentTotalsQuery>
export type PaymentTotals = z.infer<typeof PaymentTotals>
export type Payment = z.infer<typeof Payment>
export type UnappliedMoney = z.infer<typeof UnappliedMoney>
