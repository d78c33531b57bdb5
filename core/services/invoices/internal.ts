import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'

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
  status: z.enum(['DRAFT', 'SENT', 'VOID']),
  invoice_number: z.string().nullable(),
  contact_id: z.string(),
  contact: z.object({ id: z.string(), display_name: z.string(), email: z.string().nullable(), status: z.string() }),
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

const contactColumn = sql`jsonb_build_object('id', i.contact_id, 'display_name', coalesce(c.display_name, i.snapshot->'contact'->>'display_name', ''),
  'email', c.email, 'status', coalesce(c.status, 'ARCHIVED')) as contact`

/** One invoice with everything that is shown of it. Sub-selects name the outer table literally: drizzle would drop it. */
export const selectInvoice = (id: string): SQL => sql`
  select i.*, app.role() as role, app.today() as today, ${contactColumn},
    coalesce((select jsonb_agg(to_jsonb(l) - 'tenant_id' order by l.position) from invoice_lines l
      where l.tenant_id = i.tenant_id and l.invoice_id = i.id), '[]') as lines,
    (select count(*)::int from invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id) as line_count,
    (select jsonb_build_object('count', v.count, 'first_at', v.first_at, 'last_at', v.last_at) from invoice_views v
      where v.tenant_id = i.tenant_id and v.invoice_id = i.id) as views,
    exists (select from checkout_sessions s where s.tenant_id = i.tenant_id and s.invoice_id = i.id and s.status = 'PROCESSING') as payment_pending,
    app.has_portal_token(i.id) as has_link
  from invoices i left join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id and c.deleted_at is null
  where i.tenant_id = app.tenant() and i.id = ${id}::uuid and i.deleted_at is null`

/** The columns of a list row; the caller adds where, order and limit on `i`. */
export const summaryColumns: SQL = sql`i.id, i.status, i.invoice_number, i.contact_id, i.reference, i.issue_date, i.due_date, i.currency, i.total,
  i.amount_paid, i.sent_at, i.send_at, i.finalised_at, i.version, i.created_at, i.updated_at, app.role() as role, app.today() as today, ${contactColumn},
  (select count(*)::int from invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id) as line_count`

/** An id that cannot be ours is answered before the database is asked, like any unknown one. */
export function checkId(id: string): string {
  if (!isUuid(id)) throw new AppError('NOT_FOUND', 'Not found')
  return id
}

export async function getRowOrThrow(tenant: TenantDb, action: Action, id: string) {
  const [, found] = await tenant.read(
    action,
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (${selectInvoice(checkId(id))}) o`),
  )
  const row = found.rows[0]
  if (!row) throw new AppError('NOT_FOUND', 'Not found')
  return parseInvoice(row.object)
}
