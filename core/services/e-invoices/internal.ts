import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { TAX_CATEGORIES } from '../../domain/einvoice/tax-categories.ts'
import { CreditedInvoiceRow, PieceRow } from '../documents/credited.ts'
import { LineRow } from '../documents/lines.ts'
import { paperRow } from '../documents/paper.ts'
import { AdjustmentRow, printedRow } from '../documents/rows.ts'
import { TaxPartRows } from '../documents/tax-parts.ts'

export type EInvoiceKind = 'invoice' | 'credit_note'

const RateRow = z.object({
  name: z.string(),
  percent_e4: z.string(),
  parts: TaxPartRows,
  vat_category: z.enum(TAX_CATEGORIES).nullable(),
  exemption_reason: z.string().nullable(),
})

const absent = z.string().nullable().default(null)
const row = {
  ...paperRow,
  id: z.string(),
  status: z.string(),
  lines: z.array(LineRow.extend({ invoice_line_id: absent })),
  charges: z.array(AdjustmentRow),
  discount: AdjustmentRow.nullable(),
  business: printedRow.business.extend({ registration_number: absent }),
  vat_rates: z.record(z.string(), RateRow),
}

/** A document with all that its e-invoice needs. */
const InvoiceRow = z.object({ ...row, invoice_number: z.string().nullable(), due_date: z.string() })
const CreditNoteRow = z.object({
  ...row,
  credit_note_number: z.string().nullable(),
  reason: z.string().nullable(),
  invoice: CreditedInvoiceRow,
  piece: PieceRow,
})
export type InvoiceRow = z.infer<typeof InvoiceRow>
export type CreditNoteRow = z.infer<typeof CreditNoteRow>
export type BilledRow = InvoiceRow | CreditNoteRow

const KINDS = {
  invoice: { resource: 'invoices', parse: (found: unknown): BilledRow => InvoiceRow.parse(found) },
  credit_note: { resource: 'credit_notes', parse: (found: unknown): BilledRow => CreditNoteRow.parse(found) },
} as const

/** Who reads it, or a job that sends it: that may do nothing else. One trip. */
export function loadBilled(tenant: TenantDb, kind: EInvoiceKind, id: string): Promise<BilledRow> {
  const { resource, parse } = KINDS[kind]
  const action = tenant.actor.kind === 'user' ? (`${resource}.read` as const) : (`${resource}.send` as const)
  return getRecord(tenant, action, id, sql`app.e_invoice(${kind}, ${id}::uuid)`, parse)
}
