import type { AcceptedQuote, Quote } from '../../../../core/contract/quotes.ts'
import { money, percent } from '../../../models/format.ts'
import { DocumentLines } from '../../documents/document-lines.tsx'

/** What was approved, where the customer had a choice; then what was sent, which stays as it was. */
export function QuoteLines({ quote }: { quote: Quote }) {
  const { accepted, line_items } = quote
  const chose = accepted && line_items.some(({ optional, qty_editable }) => optional || qty_editable)
  return (
    <>
      {chose && <DocumentLines title="As approved" document={asApproved(quote, accepted)} />}
      <DocumentLines title={chose ? 'As sent' : undefined} document={quote} />
      {quote.deposit && <p class="muted lines-deposit">Deposit asked for at approval: {depositOf(quote)}</p>}
    </>
  )
}

const depositOf = ({ deposit, currency }: Quote) =>
  deposit && ('percent' in deposit ? percent(deposit.percent) : money(deposit.amount, currency))

function asApproved(quote: Quote, accepted: AcceptedQuote): Quote {
  const { line_items, ...sums } = accepted
  const chosen = line_items.flatMap(({ line_id, qty, amount, net }) => {
    const line = quote.line_items.find(({ id }) => id === line_id)
    return line ? [{ ...line, optional: false, qty_editable: false, qty, amount, net }] : []
  })
  return { ...quote, ...sums, line_items: chosen, po_number: null, reference: null, notes: null, terms: null }
}
