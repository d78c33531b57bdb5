/** @jsxImportSource hono/jsx */

import type { Invoice } from '../../core/contract/invoices.ts'
import { dueSumsOf } from '../../core/domain/documents/sums.ts'
import { waysToPay } from '../../core/domain/payments/ways-to-pay.ts'
import type { InvoiceLetter, Letter } from '../../core/services/ports.ts'
import { invoiceFacts } from '../documents/facts.ts'
import { type Formats, formatsFor } from '../documents/format.ts'
import { documentLetter, lineRows, sumRows, withCode } from './document.tsx'
import { type Figure, Small } from './layout.tsx'

/** The mail that an invoice is sent with: what is due, until when, and where to pay. */
export function invoiceLetter(letter: InvoiceLetter): Letter {
  const { business, invoice } = letter
  const formats = formatsFor(business, invoice.currency)
  const name = `Invoice ${invoice.invoice_number ?? ''}`
  const due = withCode(formats.money(invoice.amount_due), formats)
  const day = formats.date(invoice.due_date)
  return documentLetter(letter, {
    title: `${name}: ${due} by ${day}`,
    preview: `${due} by ${day}`,
    name,
    asks: <AmountDue due={due} day={day} />,
    asksPlain: [`Amount due: ${due}`, `Due ${day}`],
    open: letter.isPaidOnline ? 'View and pay' : 'View the invoice',
    locale: formats.locale,
    facts: invoiceFacts(invoice, formats),
    words: [invoice.notes, invoice.terms],
    rows: lineRows(invoice, formats),
    sums: [...sumRows(invoice, formats), ...dueRows(invoice, formats)],
    ways: waysToPay(business, invoice.invoice_number ?? ''),
  })
}

const AmountDue = ({ due, day }: { due: string; day: string }) => (
  <>
    <Small text="Amount due" />
    <p style="margin:0;font-size:32px;line-height:40px;font-weight:600">{due}</p>
    <p style="margin:0 0 16px">Due {day}</p>
  </>
)

const dueRows = (invoice: Invoice, formats: Formats): Figure[] =>
  dueSumsOf(invoice).map(({ label, amount }, at, all) => ({
    label,
    value: formats.money(amount),
    ...(at === all.length - 1 ? { strong: true } : {}),
  }))
