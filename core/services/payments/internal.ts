import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import { bigintJson } from '../json.ts'

const PaymentRow = z.object({
  id: z.string(),
  invoice_id: z.string().nullable(),
  contact_id: z.string().nullable(),
  invoice_number: z.string().nullable(),
  contact_name: z.string(),
  provider: z.string(),
  kind: z.string(),
  status: z.string(),
  amount: bigintJson,
  applied: bigintJson,
  refund_pending: bigintJson,
  refundable: bigintJson,
  put_aside: bigintJson,
  currency: z.string(),
  paid_at: z.string(),
  paid_on: z.string(),
  method_label: z.string().nullable(),
  receipt_url: z.string().nullable(),
  note: z.string().nullable(),
  reverses_id: z.string().nullable(),
  unapplied_id: z.string().nullable(),
  reversed: z.boolean(),
  created_at: z.string(),
  created_by: z.string(),
  role: z.string(),
})
export type PaymentRow = z.infer<typeof PaymentRow>

export const parsePayment = (row: unknown): PaymentRow => PaymentRow.parse(row)

export const paymentColumns = columnsOf(PaymentRow, { role: 'role' })

/** What a listed row says of other tables. Not `exists`, for which the planner may read all payments at once. */
export const beyondPayment: SQL = sql`i.invoice_number, coalesce(i.snapshot->'contact'->>'display_name', k.display_name, '') as contact_name, k.id as contact_id,
  coalesce((select bool_or(r.kind = 'REVERSAL') or sum(r.amount) + p.amount <= 0 and p.kind = 'PAYMENT' from payments r
    where r.tenant_id = p.tenant_id and r.reverses_id = p.id), false) as reversed,
  app.refund_under_way(p.id) as refund_pending, app.refundable(p.id) as refundable,
  coalesce((select u.amount from unapplied_money u where u.tenant_id = p.tenant_id and u.payment_id = p.id), p.amount - p.applied) as put_aside`

/** Whose it is: the invoice of `p` as `i`, or the contact of an advance as `k`. */
export const whosePayment: SQL = sql`left join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
  left join lateral (select c.id, c.display_name from unapplied_money u join contacts c on c.tenant_id = u.tenant_id and c.id = u.contact_id
    where p.invoice_id is null and u.tenant_id = p.tenant_id and u.payment_id = coalesce(p.reverses_id, p.id) limit 1) k on true`

export const paymentObject = (id: string): SQL => sql`app.payment_object(${id}::uuid)`
