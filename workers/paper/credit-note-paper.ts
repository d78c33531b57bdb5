import { sumsOf } from '../../core/domain/documents/sums.ts'
import type { CreditNoteOnPaper } from '../../core/services/documents/papers.ts'
import { creditNoteFacts } from '../documents/facts.ts'
import { formatsFor } from '../documents/format.ts'
import { basicPaper, paperLine, paperNotes, paperSums, withCode } from './document-paper.ts'
import type { Paper } from './paper.ts'

/** A credit note: what was taken off which invoice. */
export function creditNotePaper(note: CreditNoteOnPaper): Paper {
  const formats = formatsFor(note.business, note.currency)
  const { credit_note_number: number } = note
  return {
    ...basicPaper(note, formats),
    title: number ? `Credit note ${number}` : 'Draft credit note',
    kind: 'Credit note',
    number,
    facts: creditNoteFacts(note, formats),
    mark: note.status === 'DRAFT' ? { word: 'DRAFT', tone: 'plain', text: 'Not sent yet: it may still change' } : null,
    amount: {
      label: 'Amount credited',
      amount: withCode(formats.money(note.total), formats),
      text: `Of invoice ${note.invoice_number}`,
      hasRoomForLink: false,
    },
    lines: note.line_items.map((line) => paperLine(line, formats)),
    sums: paperSums(sumsOf(note, formats, note.charge_names.join(', ') || 'Charges'), formats),
    notes: paperNotes([note.reason && `Reason: ${note.reason}`, note.notes, note.terms]),
    at: new Date(`${note.today}T00:00:00Z`),
  }
}
