import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { CREDIT_NOTE_STATUSES } from '../../domain/credit-notes/machine.ts'
import type { DocumentFacts } from '../../domain/documents/conditions.ts'
import { columnsOf } from '../columns.ts'
import { CreditedInvoiceRow } from '../documents/credited.ts'
import { documentFacts } from '../documents/facts.ts'
import { LineRow } from '../documents/lines.ts'
import { bodyRow, summaryRow } from '../documents/rows.ts'
import { bigintJson } from '../json.ts'

const SummaryRow = z.object({
  ...summaryRow,
  status: z.enum(CREDIT_NOTE_STATUSES),
  credit_note_number: z.string().nullable(),
  invoice_id: z.string(),
  invoice: CreditedInvoiceRow,
  amount_applied: bigintJson,
  amount_unapplied: bigintJson,
})

const CreditNoteRow = SummaryRow.extend({
  ...bodyRow,
  lines: z.array(LineRow.extend({ invoice_line_id: z.string().nullable() })),
  reason: z.string().nullable(),
  revised_invoice_id: z.string().nullable(),
  last_sent_at: z.string().nullable(),
  e_invoices: z.boolean().default(false),
  has_link: z.boolean(),
  views: z.object({ count: z.number(), first_at: z.string(), last_at: z.string() }).nullable(),
})

export type SummaryRow = z.infer<typeof SummaryRow>
export type CreditNoteRow = z.infer<typeof CreditNoteRow>

export const parseCreditNote = (row: unknown): CreditNoteRow => CreditNoteRow.parse(row)
export const creditNoteObject = (id: string): SQL => sql`app.credit_note_object(${id}::uuid)`

/** What a list says of each; `app.credit_note_rows` answers it in the order of these fields. */
export const summaryColumns = columnsOf(SummaryRow, { role: 'role', off: 'off', today: 'today' })
export const creditNoteRows = (ids: SQL): SQL => sql`app.credit_note_rows(array(${ids}))`

/** One trip. */
export const loadCreditNote = (tenant: TenantDb, action: Action, id: string): Promise<CreditNoteRow> =>
  getRecord(tenant, action, id, creditNoteObject(id), parseCreditNote)

/** What decides what may be done with it: verbs refuse by it, and `allowed_actions` answers from it. */
export const actionFacts = (row: SummaryRow): DocumentFacts => ({
  ...documentFacts(row),
  status: row.status,
  number: row.credit_note_number,
})
