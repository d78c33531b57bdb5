import { z } from 'zod'

const said = z.string().nullable()
const Party = z.strictObject({
  name: said,
  vat_id: said,
  tax_id: said,
  legal_id: said,
  address: z.array(z.string()).meta({ description: 'Its lines' }),
  email: said,
  phone: said,
})
const Adjustment = z.strictObject({ reason: said, amount: said, tax_category: said, tax_percent: said })
const adjustments = { discounts: z.array(Adjustment), charges: z.array(Adjustment) }

/** More lines than this are only counted. */
export const E_INVOICE_LINES_MAX = 1000

const Line = z.strictObject({
  number: said,
  name: said,
  description: said,
  quantity: said,
  unit: said,
  price: said,
  base_quantity: said.meta({ description: 'For how many the price is; null: for one' }),
  net: said,
  tax_category: said,
  tax_percent: said,
  ...adjustments,
})
const Tax = z.strictObject({ category: said, percent: said, taxable: said, tax: said, reason: said })

export const ReceivedInvoice = z
  .strictObject({
    kind: z.enum(['INVOICE', 'CREDIT_NOTE']),
    number: said,
    issue_date: said,
    due_date: said,
    delivery_date: said,
    period_start: said,
    period_end: said,
    currency: said,
    order: said,
    buyer_reference: said,
    preceding_invoices: z.array(z.string()),
    notes: z.array(z.string()),
    payment_terms: said,
    seller: Party,
    buyer: Party,
    payments: z.array(
      z.strictObject({ means_code: said, account: said, account_name: said, bank: said, reference: said }),
    ),
    ...adjustments,
    taxes: z.array(Tax),
    lines_total: said,
    discount_total: said,
    charge_total: said,
    total_without_tax: said,
    tax_total: said,
    total: said,
    prepaid: said,
    rounding: said,
    amount_due: said,
    line_count: z.number(),
    lines: z.array(Line).meta({ description: `The first ${E_INVOICE_LINES_MAX}` }),
    problems: z
      .array(z.strictObject({ rule: z.string(), message: z.string() }))
      .meta({ description: 'Rules of EN 16931 that it breaks, such as sums that do not add up' }),
  })
  .meta({ id: 'ReceivedInvoice' })
export type ReceivedInvoice = z.infer<typeof ReceivedInvoice>
