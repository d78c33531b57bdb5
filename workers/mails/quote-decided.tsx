/** @jsxImportSource hono/jsx */
import type { Letter, QuoteDecidedLetter } from '../../core/services/ports.ts'
import { formatsFor } from '../documents/format.ts'
import { withCode } from './document.tsx'
import { letterOf } from './plain.tsx'

/** What a customer gets who approved: proof of what he said yes to, and where to pay the deposit. */
export function approvedLetter({ business, quote, url, depositUrl }: QuoteDecidedLetter): Letter {
  const formats = formatsFor(business, quote.currency)
  const total = withCode(formats.money(quote.accepted?.total ?? quote.total), formats)
  const deposit = quote.deposit_invoice
  const asks = deposit && depositUrl
  return letterOf(business, {
    subject: `You approved quote ${quote.quote_number}: ${total}`,
    paragraphs: [
      `Thank you. You approved quote ${quote.quote_number} of ${business.name}, for ${total}.`,
      ...(asks
        ? [
            `A deposit of ${withCode(formats.money(deposit.total), formats)} is due now: invoice ${deposit.invoice_number}.`,
          ]
        : []),
    ],
    button: asks
      ? { label: 'See and pay the deposit', href: depositUrl }
      : { label: 'See what you approved', href: url },
    small: asks ? `What you approved: ${url}` : 'Keep this mail: the link shows what you approved.',
  })
}

/** What the business reads: who said what, and why. */
export function decidedLetter({ business, contact, quote, appUrl }: QuoteDecidedLetter): Letter {
  const formats = formatsFor(business, quote.currency)
  const isApproved = quote.accepted !== null
  const total = withCode(formats.money(quote.accepted?.total ?? quote.total), formats)
  const { name, note } = quote.decision ?? { name: null, note: null }
  const did = isApproved ? 'approved' : 'declined'
  return letterOf(business, {
    subject: `Quote ${quote.quote_number} was ${did}: ${total}`,
    paragraphs: [
      `${contact.display_name} ${did} quote ${quote.quote_number}, ${total}.`,
      ...(isApproved && name ? [`Approved by the name of ${name}.`] : []),
      ...(note ? [`The reason: ${note}`] : []),
    ],
    button: { label: 'Open the quote', href: appUrl },
    small: isApproved ? 'It can become an invoice in one tap.' : 'It can be changed and sent again.',
  })
}
