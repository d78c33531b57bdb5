import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { bodyRow, summaryRow } from '../documents/rows.ts'
import { bigintJson } from '../json.ts'

const SummaryRow = z.object({
  ...summaryRow,
  status: z.enum(invoiceMachine.states),
  invoice_number: z.string().nullable(),
  due_date: z.string(),
  amount_paid: bigintJson,
})

const InvoiceRow = SummaryRow.extend({
  ...bodyRow,
  ar_stage: z.enum(['NONE', 'REMINDER_1', 'REMINDER_2', 'FINAL', 'COLLECTIONS']),
  last_sent_at: z.string().nullable(),
  voided_at: z.string().nullable(),
  has_link: z.boolean(),
  payment_pending: z.boolean(),
  views: z.object({ count: z.number(), first_at: z.string(), last_at: z.string() }).nullable(),
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
