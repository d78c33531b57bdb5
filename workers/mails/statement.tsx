/** @jsxImportSource hono/jsx */
import { parseEmail } from '../../core/domain/kernel/contact-points.ts'
import { waysToPay } from '../../core/domain/payments/ways-to-pay.ts'
import type { Letter, StatementLetter } from '../../core/services/ports.ts'
import { headerText } from '../adapters/mail/header-text.ts'
import { type Formats, formatsFor } from '../documents/format.ts'
import { businessLines } from '../documents/party-lines.ts'
import { withCode } from './document.tsx'
import { Facts, type Figure, Figures, Layout, page, Small, Typed } from './layout.tsx'

const OPEN_MAX = 20

/** The mail beside a statement: what is owed, and of which invoices. The rest is on its paper. */
export function statementLetter(letter: StatementLetter): Letter {
  const { business, account } = letter
  const formats = formatsFor(business, account.currency)
  const mail = {
    ...wordsOf(letter, formats),
    rows: openRows(letter, formats),
    footer: businessLines(business, formats.locale),
  }
  const reply = parseEmail(business.email ?? '')
  return {
    fromName: business.name,
    ...(reply.ok ? { replyTo: reply.value } : {}),
    subject: headerText(mail.title),
    text: textOf(letter, mail),
    html: page(<Mail letter={letter} mail={mail} />),
  }
}

interface Words {
  title: string
  for: string
  label: string
  amount: string
}
interface StatementMail extends Words {
  rows: Figure[]
  footer: string[]
}

function wordsOf({ account, customer, to }: StatementLetter, formats: Formats): Words {
  const inFavour = account.closing_balance.startsWith('-')
  const amount = withCode(formats.money(account.closing_balance.replace(/^-/, '')), formats)
  const label = inFavour ? 'In your favour' : 'Balance due'
  const day = formats.date(to)
  return {
    title: `Statement of account, ${day}: ${label.toLowerCase()} ${amount}`,
    for: `Statement for ${customer.display_name}, ${day}`,
    label,
    amount,
  }
}

function openRows({ account }: StatementLetter, formats: Formats): Figure[] {
  const shown = account.open_invoices.slice(0, OPEN_MAX)
  const more = account.open_invoices.length + account.open_invoices_more - shown.length
  const rows = shown.map(({ invoice_number, due_date, days_late, amount_due }) => ({
    label: `Invoice ${invoice_number}`,
    note: `${days_late > 0 ? 'Was due' : 'Due'} ${formats.date(due_date)}`,
    value: formats.money(amount_due),
  }))
  return more > 0 ? [...rows, { label: `and ${more} more, on the statement`, value: '' }] : rows
}

const ATTACHED = 'The whole statement is attached to this mail.'
const paying = ({ account, business, customer }: StatementLetter) =>
  account.closing_balance.startsWith('-') ? null : waysToPay(business, customer.display_name)

function Mail({ letter, mail }: { letter: StatementLetter; mail: StatementMail }) {
  const ways = paying(letter)
  return (
    <Layout title={mail.title} preview={mail.for} from={letter.business.name} footer={mail.footer}>
      <Small text={mail.for} />
      <Small text={mail.label} />
      <p style="margin:0 0 16px;font-size:32px;line-height:40px;font-weight:600">{mail.amount}</p>
      {letter.message ? <Typed text={letter.message} /> : null}
      <Figures rows={mail.rows} />
      <Small text={ATTACHED} />
      {ways ? <Facts facts={ways.account} /> : null}
      {ways?.text ? <Typed text={ways.text} /> : null}
    </Layout>
  )
}

function textOf(letter: StatementLetter, mail: StatementMail): string {
  const ways = paying(letter)
  return [
    letter.business.name,
    mail.for,
    '',
    `${mail.label}: ${mail.amount}`,
    '',
    ...(letter.message ? [letter.message, ''] : []),
    ...mail.rows.map(({ label, note, value }) => [label, note, value].filter(Boolean).join('  ')),
    '',
    ATTACHED,
    '',
    ...(ways?.account ?? []).map(({ label, value }) => `${label}: ${value}`),
    ...(ways?.text ? [ways.text] : []),
    '--',
    letter.business.name,
    ...mail.footer,
    '',
  ].join('\n')
}
