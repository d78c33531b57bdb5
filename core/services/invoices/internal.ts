import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { CREDIT_NOTE_STATUSES } from '../../domain/credit-notes/machine.ts'
import { SETTLED_BY } from '../../domain/invoices/balance.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { columnsOf } from '../columns.ts'
import { bodyRow, summaryRow } from '../documents/rows.ts'
import { bigintJson } from '../json.ts'
import { DisputeRow } from '../payments/disputes.ts'

const SummaryRow = z.object({
  ...summaryRow,
  status: z.enum(invoiceMachine.states),
  invoice_number: z.string().nullable(),
  due_date: z.string(),
  amount_paid: bigintJson,
  amount_credited: bigintJson,
  amount_written_off: bigintJson,
  credit_notes_total: bigintJson,
  settled_by: z.enum(SETTLED_BY).nullable(),
  reminders_paused_at: z.string().nullable(),
  promised_on: z.string().nullable(),
})

const CreditedRow = z.object({
  id: z.string(),
  credit_note_number: z.string().nullable(),
  status: z.enum(CREDIT_NOTE_STATUSES),
  total: bigintJson,
  issue_date: z.string(),
  revised_invoice_id: z.string().nullable(),
})

const InvoiceRow = SummaryRow.extend({
  ...bodyRow,
  ar_stage: z.enum(['NONE', 'REMINDER_1', 'REMINDER_2', 'FINAL', 'COLLECTIONS']),
  reminders_paused_until: z.string().nullable(),
  quote_id: z.string().nullable(),
  last_sent_at: z.string().nullable(),
  voided_at: z.string().nullable(),
  e_invoices: z.boolean().default(false),
  has_link: z.boolean(),
  payment_pending: z.boolean(),
  work_item: z.object({ id: z.string(), title: z.string() }).nullable(),
  credit_notes: z.array(CreditedRow),
  corrects: z.object({ id: z.string(), invoice_number: z.string() }).nullable(),
  recurring_invoice_id: z.string().nullable(),
  disputes: z.array(DisputeRow),
  views: z.object({ count: z.number(), first_at: z.string(), last_at: z.string() }).nullable(),
})

export type SummaryRow = z.infer<typeof SummaryRow>
export type InvoiceRow = z.infer<typeof InvoiceRow>

export const parseInvoice = (row: unknown): InvoiceRow => InvoiceRow.parse(row)

/** One invoice with everything that is shown of it. */
/** The quote that it was made of can become another invoice. */
export const reopenQuote = (id: string): SQL => sql`app.reopen_quote(${id}::uuid)`
export const invoiceObject = (id: string): SQL => sql`app.invoice_object(${id}::uuid)`

/** What a list says of each invoice; `app.invoice_rows` answers it in the order of these fields. */
export const summaryColumns = columnsOf(SummaryRow, { role: 'role', off: 'off', today: 'today' })
export const invoiceRows = (ids: SQL): SQL => sql`app.invoice_rows(array(${ids}))`

/** One trip. */
export const loadInvoice = (tenant: TenantDb, action: Action, id: string): Promise<InvoiceRow> =>
  getRecord(tenant, action, id, invoiceObject(id), parseInvoice)
