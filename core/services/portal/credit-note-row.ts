import { z } from 'zod'
import { PortalCreditNote } from '../../contract/portal.ts'
import { CREDIT_NOTE_STATUSES } from '../../domain/credit-notes/machine.ts'
import { onPaper } from '../credit-notes/paper.ts'
import { CreditedInvoiceRow } from '../documents/credited.ts'
import { placeRow } from '../documents/paper.ts'
import { printedRow } from '../documents/rows.ts'

/** A credit note behind a link. */
export const PortalCreditNoteRow = z.object({
  ...printedRow,
  ...placeRow,
  is_closed: z.boolean().default(false),
  status: z.enum(CREDIT_NOTE_STATUSES),
  credit_note_number: z.string(),
  reason: z.string().nullable(),
  invoice: CreditedInvoiceRow,
})
export type PortalCreditNoteRow = z.infer<typeof PortalCreditNoteRow>

/** What the holder of the link is shown; parsed, so that nothing else ever leaves. */
export const presentPortalCreditNote = (row: PortalCreditNoteRow): PortalCreditNote =>
  PortalCreditNote.parse({ ...onPaper(row), business_closed: row.is_closed })
