/** @jsxImportSource hono/jsx */

import type { Child } from 'hono/jsx'
import type { PrintedDocument } from '../../core/contract/documents.ts'
import { carriedTax, lineDiscount, type PrintedSums, sumsOf } from '../../core/domain/documents/sums.ts'
import { parseEmail } from '../../core/domain/kernel/contact-points.ts'
import type { WaysToPay } from '../../core/domain/payments/ways-to-pay.ts'
import type { DocumentLetter, Letter } from '../../core/services/ports.ts'
import { headerText } from '../adapters/mail/header-text.ts'
import type { Fact } from '../documents/facts.ts'
import type { Formats } from '../documents/format.ts'
import { businessLines, customerLines } from '../documents/party-lines.ts'
import { Button, Facts, type Figure, Figures, Layout, page, Small, Typed } from './layout.tsx'

const LINES_MAX = 20

/** What a kind says in the mail that its document is sent with. */
export interface DocumentMail {
  /** How the addresses are written. */
  locale: string
  /** Its days and numbers. */
  facts: readonly Fact[]
  /** What stands below it, as it was written. */
  words: readonly (string | null)[]
  /** The subject. */
  title: string
  preview: string
  /** Such as `Invoice INV-0007`. */
  name: string
  /** What it asks for, as rich text and as plain lines. */
  asks: Child
  asksPlain: readonly string[]
  /** The label of the link. */
  open: string
  rows: Figure[]
  sums: Figure[]
  /** How to pay beside online. */
  ways: WaysToPay | null
}

/** The mail that a document is sent with: what it asks for, where to see it, its lines and sums. */
export function documentLetter(letter: DocumentLetter, mail: DocumentMail): Letter {
  const reply = parseEmail(letter.business.email ?? '')
  const footer = businessLines(letter.business, mail.locale)
  return {
    fromName: letter.business.name,
    ...(reply.ok ? { replyTo: reply.value } : {}),
    subject: headerText(letter.subject ?? mail.title),
    text: textOf(letter, mail, footer),
    html: page(<Mail letter={letter} mail={mail} footer={footer} />),
  }
}

type Lines = Pick<PrintedDocument, 'line_items' | 'taxes'>

/** The first lines of a document. */
export function lineRows({ line_items, taxes }: Lines, formats: Formats): Figure[] {
  const rows = line_items.slice(0, LINES_MAX).map((line) => {
    const price = `${formats.quantity(line.qty, line.unit)} × ${formats.price(line.rate)}`
    const tax = taxes.length > 0 ? (carriedTax(line, formats) ?? 'no tax') : null
    const terms = [price, lineDiscount(line.discount, formats), tax].filter(Boolean).join(', ')
    const description = line.description ? `\n${line.description}` : ''
    return { label: line.name, note: `${terms}${description}`, value: formats.money(line.amount) }
  })
  const more = line_items.length - rows.length
  return more > 0 ? [...rows, { label: `and ${more} more`, value: '' }] : rows
}

interface Summed extends PrintedSums {
  charges: readonly { name: string | null }[]
}

/** The sums of a document, up to its total. */
export function sumRows(document: Summed, formats: Formats): Figure[] {
  const charges = document.charges.flatMap(({ name }) => (name ? [name] : [])).join(', ') || 'Charges'
  return sumsOf(document, formats, charges).map(({ label, amount, isTotal }) => ({
    label,
    value: formats.money(amount),
    strong: isTotal === true,
  }))
}

export const withCode = (amount: string, formats: Formats) => (formats.code ? `${amount} ${formats.code}` : amount)

interface Parts {
  letter: DocumentLetter
  mail: DocumentMail
  footer: string[]
}

const Mail = ({ letter, mail, footer }: Parts) => (
  <Layout title={mail.title} preview={mail.preview} from={letter.business.name} footer={footer}>
    <Small text={forWhom(letter, mail).join('\n')} />
    {mail.asks}
    {letter.message ? <Typed text={letter.message} /> : null}
    <Button href={letter.url} label={mail.open} />
    <Facts facts={mail.facts} />
    <hr style="border:0;border-top:1px solid #DEDFDA;margin:8px 0" />
    <Figures rows={mail.rows} />
    <hr style="border:0;border-top:1px solid #DEDFDA;margin:8px 0" />
    <Figures rows={mail.sums} />
    {wordsOf(mail).map((text) => (
      <Small text={text} />
    ))}
    {mail.ways ? <Ways ways={mail.ways} /> : null}
  </Layout>
)

const forWhom = ({ contact }: DocumentLetter, mail: DocumentMail) => [
  `${mail.name} for ${contact.display_name}`,
  ...customerLines(contact, mail.locale),
]

const wordsOf = ({ words }: DocumentMail) => words.filter((text): text is string => Boolean(text))

const HOW_TO_PAY = 'How to pay'

const Ways = ({ ways: { account, text } }: { ways: WaysToPay }) => (
  <>
    <hr style="border:0;border-top:1px solid #DEDFDA;margin:8px 0" />
    <p style="margin:16px 0 4px;font-weight:600">{HOW_TO_PAY}</p>
    <Facts facts={account} />
    {text ? <Typed text={text} /> : null}
  </>
)

function textOf(letter: DocumentLetter, mail: DocumentMail, footer: readonly string[]): string {
  const row = ({ label, note, value }: Figure) => [label, note, value].filter((part) => part).join('  ')
  return [
    letter.business.name,
    ...forWhom(letter, mail),
    '',
    ...mail.asksPlain,
    '',
    ...(letter.message ? [letter.message, ''] : []),
    `${mail.open}:`,
    letter.url,
    '',
    ...mail.facts.map(({ label, value }) => `${label}: ${value}`),
    '',
    ...mail.rows.map(row),
    '',
    ...mail.sums.map(row),
    '',
    ...wordsOf(mail).flatMap((text) => [text, '']),
    ...(mail.ways ? waysLines(mail.ways) : []),
    '--',
    letter.business.name,
    ...footer,
    '',
  ].join('\n')
}

const waysLines = ({ account, text }: WaysToPay) => [
  `${HOW_TO_PAY}:`,
  ...account.map(({ label, value }) => `${label}: ${value}`),
  ...(text ? [text] : []),
  '',
]
