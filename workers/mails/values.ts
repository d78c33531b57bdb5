import type { DocumentValues } from '../../core/services/document-values.ts'
import { formatsFor } from '../documents/format.ts'
import { withCode } from './document.tsx'

/** Amounts and days of a document for the texts that name them, written as its mail and its page write them. */
export const documentValues: DocumentValues = ({ invoice, quote }, place, url = '') => ({
  ...(invoice && invoiceValues(invoice, place, url)),
  ...(quote && quoteValues(quote, place, url)),
})

type Said<Kind extends 'invoice' | 'quote'> = NonNullable<Parameters<DocumentValues>[0][Kind]>
type Place = Parameters<DocumentValues>[1]

function invoiceValues(invoice: Said<'invoice'>, place: Place, url: string) {
  const formats = formatsFor(place, invoice.currency)
  return {
    'invoice.number': invoice.invoice_number,
    'invoice.total': withCode(formats.money(invoice.total), formats),
    'invoice.amount_due': withCode(formats.money(invoice.amount_due), formats),
    'invoice.issue_date': formats.date(invoice.issue_date),
    'invoice.due_date': formats.date(invoice.due_date),
    'invoice.link': url,
  }
}

function quoteValues(quote: Said<'quote'>, place: Place, url: string) {
  const formats = formatsFor(place, quote.currency)
  return {
    'quote.number': quote.quote_number,
    'quote.total': withCode(formats.money(quote.total), formats),
    'quote.issue_date': formats.date(quote.issue_date),
    'quote.expiry_date': formats.date(quote.expiry_date),
    'quote.link': url,
  }
}
