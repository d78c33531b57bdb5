import type { Invoice } from '../../../../core/contract/invoices.ts'
import { DocumentPill } from '../../../components/pill.tsx'
import { isZero } from '../../../models/decimal.ts'
import { money, shortDay } from '../../../models/format.ts'

/** What was credited of it, what was written off, and which invoice stands before or after it. */
export function Credits({ invoice }: { invoice: Invoice }) {
  const { credit_notes: notes, corrects, amount_written_off: writtenOff, currency } = invoice
  if (notes.length === 0 && corrects === null && isZero(writtenOff)) return null
  return (
    <section class="card padded" aria-labelledby="credits">
      <h2 class="section-title" id="credits">
        Corrections
      </h2>
      <ul class="stack">
        {corrects && (
          <li>
            Corrects <a href={`/invoices/${corrects.id}`}>{corrects.invoice_number}</a>
          </li>
        )}
        {notes.map((note) => (
          <li key={note.id} class="inline loose">
            <span class="stack none grow">
              <a href={`/credit-notes/${note.id}`}>{note.credit_note_number ?? 'Draft credit note'}</a>
              <span class="meta muted">
                {shortDay(note.issue_date)}
                {note.revised_invoice_id && (
                  <>
                    , <a href={`/invoices/${note.revised_invoice_id}`}>the corrected invoice</a>
                  </>
                )}
              </span>
            </span>
            <DocumentPill status={note.status} />
            <span class="number strong">{money(note.total, currency)}</span>
          </li>
        ))}
        {!isZero(writtenOff) && (
          <li class="inline loose">
            <span class="grow">Written off</span>
            <span class="number strong">{money(writtenOff, currency)}</span>
          </li>
        )}
      </ul>
    </section>
  )
}
