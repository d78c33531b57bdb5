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
  const { due, day, name } = askedFor(letter)
  return invoiceMail(letter, { title: `${name}: ${due} by ${day}`, preview: `${due} by ${day}`, when: `Due ${day}` })
}

/** What an invoice asks for, in words. */
export function askedFor({ business, invoice }: InvoiceLetter) {
  const formats = formatsFor(business, invoice.currency)
  return {
    due: withCode(formats.money(invoice.amount_due), formats),
    day: formats.date(invoice.due_date),
    name: `Invoice ${invoice.invoice_number ?? ''}`,
  }
}

interface Said {
  title: string
  preview: string
  /** Beside what is owed. */
  when: string
}

/** Any mail that asks for what is due on an invoice. */
export function invoiceMail(letter: InvoiceLetter, { title, preview, when }: Said): Letter {
  const { business, invoice } = letter
  const formats = formatsFor(business, invoice.currency)
  const { due, name } = askedFor(letter)
  return documentLetter(letter, {
    title,
    preview,
    name,
    asks: <AmountDue due={due} when={when} />,
    asksPlain: [`Amount due: ${due}`, when],
    open: letter.isPaidOnline ? 'View and pay' : 'View the invoice',
    locale: formats.locale,
    facts: invoiceFacts(invoice, formats),
    words: [invoice.notes, invoice.terms],
    rows: lineRows(invoice, formats),
    sums: [...sumRows(invoice, formats), ...dueRows(invoice, formats)],
    ways: waysToPay(business, invoice.invoice_number ?? ''),
  })
}

const AmountDue = ({ due, when }: { due: string; when: string }) => (
  <>
    <Small text="Amount due" />
    <p style="margin:0;font-size:32px;line-height:40px;font-weight:600">{due}</p>
    <p style="margin:0 0 16px">{when}</p>
  </>
)

const dueRows = (invoice: Invoice, formats: Formats): Figure[] =>
  dueSumsOf(invoice).map(({ label, amount }, at, all) => ({
    label,
    value: formats.money(amount),
    ...(at === all.length - 1 ? { strong: true } : {}),
  }))
