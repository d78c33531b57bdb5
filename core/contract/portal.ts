import { z } from 'zod'
import { Amount, Instant, PlainDate } from './common.ts'
import { InvoiceStatus, TaxTotal } from './invoices.ts'

const Discount = z.union([z.strictObject({ percent: z.string() }), z.strictObject({ amount: Amount })])

/** Of a business: what it prints on its invoices. */
const PortalBusiness = z.strictObject({
  name: z.string(),
  address_line1: z.string().nullable(),
  address_line2: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postal_code: z.string().nullable(),
  country: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  website: z.string().nullable(),
  tax_id: z.string().nullable(),
  logo: z.string().nullable(),
  brand_color: z.string().nullable(),
  language: z.string(),
  timezone: z.string(),
})

/** Whether and how it can be paid on this page. */
export const PayState = z.enum(['payable', 'confirming', 'pending', 'unavailable', 'closed'])

/** All that the holder of a link may know: no id of ours is in it (H-POR-3). */
export const PortalInvoice = z
  .strictObject({
    invoice_number: z.string(),
    status: InvoiceStatus,
    reference: z.string().nullable(),
    issue_date: PlainDate,
    due_date: PlainDate,
    today: PlainDate,
    currency: z.string(),
    business: PortalBusiness,
    customer: z.strictObject({ display_name: z.string(), company_name: z.string().nullable() }),
    prices_include_tax: z.boolean(),
    line_items: z.array(
      z.strictObject({
        name: z.string(),
        description: z.string().nullable(),
        qty: z.string(),
        rate: z.string(),
        discount: Discount.nullable(),
        amount: Amount,
      }),
    ),
    charge_names: z.array(z.string()),
    taxes: z.array(TaxTotal),
    subtotal: Amount,
    discount_total: Amount,
    charge_total: Amount,
    tax_total: Amount,
    total: Amount,
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
    notes: z.string().nullable(),
    terms: z.string().nullable(),
  })
  .meta({ id: 'PortalInvoice' })
export type PortalInvoice = z.infer<typeof PortalInvoice>

export const PortalCheckout = z.strictObject({ checkout_url: z.string() }).meta({ id: 'PortalCheckout' })
export type PortalCheckout = z.infer<typeof PortalCheckout>
