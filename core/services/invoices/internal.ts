import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'

const bigintJson = z
  .number()
  .int()
  .transform((value) => BigInt(value))
const discountJson = z.union([z.object({ percent_e4: z.string() }), z.object({ amount: z.string() })])

const LineRow = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  qty_e4: bigintJson,
  rate_e4: bigintJson,
  discount: discountJson.nullable(),
  tax_rate_id: z.string().nullable(),
  tax_name: z.string().nullable(),
  tax_percent_e4: bigintJson.nullable(),
  amount: bigintJson,
  net: bigintJson,
})
const AdjustmentRow = z.intersection(
  discountJson,
  z.object({ name: z.string().optional(), tax_rate_id: z.string().optional() }),
)

const SummaryRow = z.object({
  id: z.string(),
  status: z.enum(invoiceMachine.states),
  invoice_number: z.string().nullable(),
  contact_id: z.string(),
  contact: z.object({
    id: z.string(),
    display_name: z.string(),
    email: z.string().nullable(),
    status: z.string().nullable(),
  }),
  reference: z.string().nullable(),
  issue_date: z.string(),
  due_date: z.string(),
  currency: z.string(),
  total: bigintJson,
  amount_paid: bigintJson,
  sent_at: z.string().nullable(),
  send_at: z.string().nullable(),
  finalised_at: z.string().nullable(),
  line_count: z.number(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  role: z.string(),
  today: z.string(),
})

const InvoiceRow = SummaryRow.extend({
  prices_include_tax: z.boolean(),
  lines: z.array(LineRow),
  discount: AdjustmentRow.nullable(),
  charges: z.array(AdjustmentRow),
  taxes: z.array(z.object({ name: z.string(), percent_e4: z.string(), taxable: z.string(), tax: z.string() })),
  subtotal: bigintJson,
  discount_total: bigintJson,
  charge_total: bigintJson,
  tax_total: bigintJson,
  notes: z.string().nullable(),
  terms: z.string().nullable(),
  internal_notes: z.string().nullable(),
  tags: z.array(z.string()),
  ar_stage: z.enum(['NONE', 'REMINDER_1', 'REMINDER_2', 'FINAL', 'COLLECTIONS']),
  last_sent_at: z.string().nullable(),
  voided_at: z.string().nullable(),
  has_link: z.boolean(),
  payment_pending: z.boolean(),
  views: z.object({ count: z.number(), first_at: z.string(), last_at: z.string() }).nullable(),
  snapshot: z.unknown(),
  created_by: z.string(),
})

export type SummaryRow = z.infer<typeof SummaryRow>
export type InvoiceRow = z.infer<typeof InvoiceRow>

export const parseInvoice = (row: unknown): InvoiceRow => InvoiceRow.parse(row)
export const parseSummary = (row: unknown): SummaryRow => SummaryRow.parse(row)

/** One invoice with everything that is shown of it. */
export const invoiceObject = (id: string): SQL => sql`app.invoice_object(${id}::uuid)`

/** The columns of a list row; the caller adds where, order and limit on `i`. Sub-selects name the outer table literally: drizzle would drop it. */
export const summaryColumns: SQL = sql`i.id, i.status, i.invoice_number, i.contact_id, i.reference, i.issue_date, i.due_date, i.currency, i.total,
  i.amount_paid, i.sent_at, i.send_at, i.finalised_at, i.version, i.created_at, i.updated_at, app.role() as role, app.today() as today,
  jsonb_build_object('id', i.contact_id, 'display_name', coalesce(c.display_name, i.snapshot->'contact'->>'display_name', ''),
    'email', c.email, 'status', c.status) as contact,
  (select count(*)::int from invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id) as line_count`

/** One trip. */
export const loadInvoice = (tenant: TenantDb, action: Action, id: string): Promise<InvoiceRow> =>
  getRecord(tenant, action, id, invoiceObject(id), parseInvoice)
