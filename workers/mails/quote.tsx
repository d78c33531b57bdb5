/** @jsxImportSource hono/jsx */

import type { Quote } from '../../core/contract/quotes.ts'
import type { Letter, QuoteLetter } from '../../core/services/ports.ts'
import { quoteFacts } from '../documents/facts.ts'
import { formatsFor } from '../documents/format.ts'
import { documentLetter, lineRows, sumRows, withCode } from './document.tsx'
import { Small } from './layout.tsx'

/** The mail that a quote is sent with: what it comes to, until when it is good, and where to approve it. */
export function quoteLetter(letter: QuoteLetter): Letter {
  const { business, quote } = letter
  const formats = formatsFor(business, quote.currency)
  const name = `Quote ${quote.quote_number ?? ''}`
  const total = withCode(formats.money(quote.total), formats)
  const day = formats.date(quote.expiry_date)
  return documentLetter(letter, {
    title: `${name}: ${total}, good until ${day}`,
    preview: `${total}, good until ${day}`,
    name,
    asks: <Total total={total} day={day} />,
    asksPlain: [`Total: ${total}`, `Good until ${day}`],
    open: 'View and approve',
    locale: formats.locale,
    facts: quoteFacts(quote, formats),
    words: [quote.notes, quote.terms],
    rows: lineRows(marked(quote), formats),
    sums: sumRows(quote, formats),
    ways: null,
  })
}

const Total = ({ total, day }: { total: string; day: string }) => (
  <>
    <Small text="Total" />
    <p style="margin:0;font-size:32px;line-height:40px;font-weight:600">{total}</p>
    <p style="margin:0 0 16px">Good until {day}</p>
  </>
)

/** What the customer may choose is told from what is offered in any case. */
const marked = ({ line_items, ...quote }: Quote) => ({
  ...quote,
  line_items: line_items.map((line) => (line.optional ? { ...line, name: `${line.name} (optional)` } : line)),
})
