/** @jsxImportSource hono/jsx */
import type { Invoice } from '../../core/contract/invoices.ts'
import type { Payment } from '../../core/contract/payments.ts'
import { parseEmail } from '../../core/domain/kernel/contact-points.ts'
import type { InvoiceLetter, Letter } from '../../core/services/ports.ts'
import { headerText } from '../adapters/mail/header-text.ts'
import { businessLines } from './business-lines.ts'
import { formatsFor } from './format.ts'
import { Button, type Figure, Figures, Layout, page, Small } from './layout.tsx'

export interface ReceiptLetter extends Pick<InvoiceLetter, 'business' | 'contact'> {
  invoice: Pick<Invoice, 'invoice_number' | 'currency' | 'total' | 'amount_due'>
  payment: Pick<Payment, 'applied' | 'paid_at' | 'method_label'>
  /** The zone in which the business tells the time. */
  timezone: string
  /** The page of the invoice, which shows the receipt as well. */
  url: string
}

/** The mail that thanks for a payment: how much, when, with what, and what is left. */
export function receiptLetter(letter: ReceiptLetter): Letter {
  const facts = factsOf(letter)
  const reply = parseEmail(letter.business.email ?? '')
  return {
    fromName: letter.business.name,
    ...(reply.ok ? { replyTo: reply.value } : {}),
    subject: headerText(facts.title),
    text: textOf(letter, facts),
    html: page(<ReceiptMail letter={letter} facts={facts} />),
  }
}

interface Facts {
  title: string
  paid: string
  rows: Figure[]
  footer: string[]
}

function factsOf({ business, invoice, payment, timezone }: ReceiptLetter): Facts {
  const formats = formatsFor(business, invoice.currency)
  const money = (amount: string) => [formats.money(amount), formats.code].filter((part) => part).join(' ')
  return {
    title: `Receipt for invoice ${invoice.invoice_number ?? ''} from ${business.name}`,
    paid: money(payment.applied),
    rows: [
      { label: 'Paid', value: formats.instant(payment.paid_at, timezone) },
      ...(payment.method_label ? [{ label: 'With', value: payment.method_label }] : []),
      { label: 'Invoice total', value: money(invoice.total) },
      { label: 'Left to pay', value: money(invoice.amount_due), strong: true },
    ],
    footer: businessLines(business),
  }
}

const ReceiptMail = ({ letter, facts }: { letter: ReceiptLetter; facts: Facts }) => (
  <Layout
    title={facts.title}
    preview={`We received ${facts.paid}. Thank you!`}
    from={letter.business.name}
    footer={facts.footer}
  >
    <Small text={`Invoice ${letter.invoice.invoice_number ?? ''} for ${letter.contact.display_name}`} />
    <Small text="We received" />
    <p style="margin:0 0 16px;font-size:32px;line-height:40px;font-weight:600">{facts.paid}</p>
    <Figures rows={facts.rows} />
    <Button href={letter.url} label="View the receipt" />
  </Layout>
)

const textOf = (letter: ReceiptLetter, facts: Facts): string =>
  [
    letter.business.name,
    `Invoice ${letter.invoice.invoice_number ?? ''} for ${letter.contact.display_name}`,
    '',
    `We received ${facts.paid}. Thank you!`,
    ...facts.rows.map(({ label, value }) => `${label}: ${value}`),
    '',
    'View the receipt:',
    letter.url,
    '',
    '--',
    letter.business.name,
    ...facts.footer,
    '',
  ].join('\n')
