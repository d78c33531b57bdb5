import { sumsOf } from '../../core/domain/documents/sums.ts'
import type { QuoteOnPaper } from '../../core/services/documents/papers.ts'
import { quoteFacts } from '../documents/facts.ts'
import { type Formats, formatsFor } from '../documents/format.ts'
import { basicPaper, paperLine, paperNotes, paperSums, withCode } from './document-paper.ts'
import type { Mark, Paper } from './paper.ts'

/** A quote as it stands today: what the customer decided is said with the day on which he did. */
export function quotePaper(quote: QuoteOnPaper): Paper {
  const formats = formatsFor(quote.business, quote.currency)
  const { quote_number: number, accepted } = quote
  const summed = accepted ? { ...accepted, prices_include_tax: quote.prices_include_tax } : quote
  const charges = quote.charge_names.join(', ') || 'Charges'
  return {
    ...basicPaper(quote, formats),
    title: number ? `Quote ${number}` : 'Draft quote',
    kind: 'Quote',
    number,
    facts: quoteFacts(quote, formats),
    mark: markOf(quote, formats),
    amount: {
      label: accepted ? 'Approved total' : 'Total',
      amount: withCode(formats.money(summed.total), formats),
      text: `Good until ${formats.date(quote.expiry_date)}`,
      hasRoomForLink: false,
    },
    lines: quote.line_items.map((line, index) => paperLine(line, formats, chosen(quote, index, formats))),
    sums: paperSums(sumsOf(summed, formats, charges), formats),
    notes: paperNotes([depositWords(quote, formats), quote.notes, quote.terms]),
    at: new Date(`${quote.today}T00:00:00Z`),
  }
}

/** What became of a line that could be chosen, as its page says it. */
function chosen({ accepted, line_items }: QuoteOnPaper, index: number, formats: Formats): string[] {
  const { optional, qty, unit } = line_items[index]!
  const taken = accepted?.line_items.find(({ n }) => n === index + 1)
  if (!accepted) return optional ? ['Optional: not in the total'] : []
  if (!taken) return ['Not chosen']
  if (taken.qty !== qty) return [`Chosen: ${formats.quantity(taken.qty, unit)}, ${formats.money(taken.amount)}`]
  return optional ? ['Chosen'] : []
}

const depositWords = ({ deposit }: QuoteOnPaper, formats: Formats): string | null =>
  deposit &&
  `A deposit of ${'percent' in deposit ? formats.percent(deposit.percent) : formats.money(deposit.amount)} is due on approval.`

function markOf({ status, decision, business, expiry_date }: QuoteOnPaper, formats: Formats): Mark | null {
  if (status === 'DRAFT') return { word: 'DRAFT', tone: 'plain', text: 'Not sent yet: it may still change' }
  if (status === 'EXPIRED')
    return { word: 'EXPIRED', tone: 'plain', text: `It was good until ${formats.date(expiry_date)}` }
  if (!decision) return null
  const when = formats.instant(decision.at, business.timezone)
  const text = decision.name ? `${when}, ${decision.name}` : when
  return decision.outcome === 'APPROVED'
    ? { word: 'APPROVED', tone: 'good', text }
    : { word: 'DECLINED', tone: 'bad', text }
}
