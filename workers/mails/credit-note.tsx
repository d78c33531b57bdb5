/** @jsxImportSource hono/jsx */

import type { CreditNoteLetter, Letter } from '../../core/services/ports.ts'
import { creditNoteFacts } from '../documents/facts.ts'
import { formatsFor } from '../documents/format.ts'
import { documentLetter, lineRows, sumRows, withCode } from './document.tsx'
import { Small } from './layout.tsx'

/** The mail that a credit note is sent with: what was taken off which invoice. Nothing is asked for. */
export function creditNoteLetter(letter: CreditNoteLetter): Letter {
  const { business, credit_note: note } = letter
  const formats = formatsFor(business, note.currency)
  const name = `Credit note ${note.credit_note_number ?? ''}`
  const total = withCode(formats.money(note.total), formats)
  return documentLetter(letter, {
    title: `${name}: ${total} off invoice ${note.invoice_number}`,
    preview: `${total} off invoice ${note.invoice_number}`,
    name,
    asks: <Credited total={total} invoice={note.invoice_number} />,
    asksPlain: [`Amount credited: ${total}`, `Of invoice ${note.invoice_number}`],
    open: 'View the credit note',
    locale: formats.locale,
    facts: creditNoteFacts(note, formats),
    words: [note.reason ? `Reason: ${note.reason}` : null, note.notes],
    rows: lineRows(note, formats),
    sums: sumRows(note, formats),
    ways: null,
  })
}

const Credited = ({ total, invoice }: { total: string; invoice: string }) => (
  <>
    <Small text="Amount credited" />
    <p style="margin:0;font-size:32px;line-height:40px;font-weight:600">{total}</p>
    <p style="margin:0 0 16px">Of invoice {invoice}</p>
  </>
)
