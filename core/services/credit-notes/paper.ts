import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { CREDIT_NOTE_STATUSES, creditNoteMachine, isIssued } from '../../domain/credit-notes/machine.ts'
import { CreditedInvoiceRow } from '../documents/credited.ts'
import { type PaperPlace, paperRow, sinceSent } from '../documents/paper.ts'
import type { CreditNoteOnPaper } from '../documents/papers.ts'
import { presentPrinted } from '../documents/present.ts'

const CreditNotePaperRow = z.object({
  ...paperRow,
  status: z.enum(CREDIT_NOTE_STATUSES),
  credit_note_number: z.string().nullable(),
  reason: z.string().nullable(),
  invoice: CreditedInvoiceRow,
})

export interface CreditNotePaper {
  note: CreditNoteOnPaper
  /** Where the paper that was made of it lies: nothing changes on it once it is out. */
  place: PaperPlace | null
}

/** One trip. */
export const getCreditNotePaper = (tenant: TenantDb, id: string): Promise<CreditNotePaper> =>
  getRecord(tenant, 'credit_notes.read', id, sql`app.credit_note_paper(${id}::uuid)`, (found) => paperOf(found))

/** As it was frozen, though it is not out yet. */
export const frozenCreditNotePaper = (found: unknown): CreditNotePaper =>
  paperOf({ ...(found as object), status: creditNoteMachine.actions.send.to })

function paperOf(found: unknown): CreditNotePaper {
  const row = CreditNotePaperRow.parse(found)
  const place = row.is_whole && isIssued(row) ? row.place : null
  return { note: sinceSent(onPaper(row), place), place }
}

type Printed = Omit<z.infer<typeof CreditNotePaperRow>, 'is_whole' | 'sent_at' | 'place'>

export const onPaper = (row: Printed): CreditNoteOnPaper => ({
  credit_note_number: row.credit_note_number,
  status: row.status,
  invoice_number: row.invoice.invoice_number,
  invoice_date: row.invoice.issue_date,
  reason: row.reason,
  reference: row.reference,
  po_number: row.po_number,
  issue_date: row.issue_date,
  today: row.today,
  ...presentPrinted(row),
})
