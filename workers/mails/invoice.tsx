/** @jsxImportSource hono/jsx */

import type { Invoice } from '../../core/contract/invoices.ts'
import { parseEmail } from '../../core/domain/kernel/contact-points.ts'
import type { InvoiceLetter, Letter } from '../../core/services/ports.ts'
import { headerText } from '../adapters/mail/header-text.ts'
import { businessLines } from './business-lines.ts'
import { type Formats, formatsFor } from './format.ts'
import { Button, type Figure, Figures, Layout, page, Small, Typed } from './layout.tsx'

const LINES_MAX = 20

/** The mail that an invoice is sent with: what is due, until when, and where to pay. */
export function invoiceLetter(letter: InvoiceLetter): Letter {
  const facts = factsOf(letter)
  const reply = parseEmail(letter.business.email ?? '')
  return {
    fromName: letter.business.name,
    ...(reply.ok ? { replyTo: reply.value } : {}),
    subject: headerText(facts.title),
    text: textOf(letter, facts),
    html: page(<InvoiceMail letter={letter} facts={facts} />),
  }
}

interface Facts {
  title: string
  due: string
  day: string
  dueOn: string
  rows: Figure[]
  sums: Figure[]
  footer: string[]
}

function factsOf({ business, invoice }: InvoiceLetter): Facts {
  const formats = formatsFor(business, invoice.currency)
  const number = invoice.invoice_number ?? ''
  const day = formats.date(invoice.due_date)
  return {
    title: `Invoice ${number} from ${business.name}`,
    due: withCode(formats.money(invoice.amount_due), formats),
    day,
    dueOn: `Due ${day}`,
    rows: lineRows(invoice, formats),
    sums: sumRows(invoice, formats),
    footer: businessLines(business),
  }
}

const withCode = (amount: string, formats: Formats) => (formats.code ? `${amount} ${formats.code}` : amount)

function lineRows(invoice: Invoice, formats: Formats): Figure[] {
  const rows = invoice.line_items.slice(0, LINES_MAX).map((line) => ({
    label: line.name,
    note: `${formats.quantity(line.qty)} × ${formats.price(line.rate)}`,
    value: formats.money(line.amount),
  }))
  const more = invoice.line_items.length - rows.length
  return more > 0 ? [...rows, { label: `and ${more} more`, value: '' }] : rows
}

function sumRows(invoice: Invoice, formats: Formats): Figure[] {
  const row = (label: string, amount: string, strong = false) => ({ label, value: formats.money(amount), strong })
  const minus = (label: string, amount: string) => row(label, `-${amount}`)
  return [
    row(invoice.prices_include_tax ? 'Subtotal without tax' : 'Subtotal', invoice.subtotal),
    ...(isNothing(invoice.discount_total) ? [] : [minus('Discount', invoice.discount_total)]),
    ...(isNothing(invoice.charge_total) ? [] : [row('Charges', invoice.charge_total)]),
    ...invoice.taxes.map((tax) => row(`${tax.name} ${formats.percent(tax.percent)}`, tax.tax)),
    row('Total', invoice.total, true),
    ...(isNothing(invoice.amount_paid)
      ? []
      : [minus('Paid', invoice.amount_paid), row('Amount due', invoice.amount_due, true)]),
  ]
}

const isNothing = (amount: string) => /^-?[0.]+$/.test(amount)

const InvoiceMail = ({ letter, facts }: { letter: InvoiceLetter; facts: Facts }) => (
  <Layout
    title={facts.title}
    preview={`${facts.due} by ${facts.day}`}
    from={letter.business.name}
    footer={facts.footer}
  >
    <Small text={`Invoice ${letter.invoice.invoice_number ?? ''} for ${letter.contact.display_name}`} />
    <Small text="Amount due" />
    <p style="margin:0;font-size:32px;line-height:40px;font-weight:600">{facts.due}</p>
    <p style="margin:0 0 16px">{facts.dueOn}</p>
    {letter.message ? <Typed text={letter.message} /> : null}
    <Button href={letter.url} label="View and pay" />
    <Figures rows={facts.rows} />
    <hr style="border:0;border-top:1px solid #DEDFDA;margin:8px 0" />
    <Figures rows={facts.sums} />
  </Layout>
)

function textOf(letter: InvoiceLetter, facts: Facts): string {
  const row = ({ label, note, value }: Figure) => [label, note, value].filter((part) => part).join('  ')
  return [
    letter.business.name,
    `Invoice ${letter.invoice.invoice_number ?? ''} for ${letter.contact.display_name}`,
    '',
    `Amount due: ${facts.due}`,
    facts.dueOn,
    '',
    ...(letter.message ? [letter.message, ''] : []),
    'View and pay:',
    letter.url,
    '',
    ...facts.rows.map(row),
    '',
    ...facts.sums.map(row),
    '',
    '--',
    letter.business.name,
    ...facts.footer,
    '',
  ].join('\n')
}
