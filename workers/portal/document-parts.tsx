/** @jsxImportSource hono/jsx */

import type { Child } from 'hono/jsx'
import type { PrintedDocument } from '../../core/contract/documents.ts'
import { carriedTax, lineDiscount, type Sum, sumsOf } from '../../core/domain/documents/sums.ts'
import { formatPhone } from '../../core/domain/kernel/contact-points.ts'
import type { Fact } from '../documents/facts.ts'
import type { Formats } from '../documents/format.ts'
import { businessLines, customerLines } from '../documents/party-lines.ts'
import { initialsOf } from './words.ts'

// What the page of any document is made of.

const LOGO = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/

type Business = Pick<PrintedDocument, 'business'>['business']

export const Head = ({ business, title }: { business: Business; title: string }) => (
  <header>
    {LOGO.test(business.logo ?? '') ? (
      <img class="logo" src={business.logo ?? ''} alt="" height="44" />
    ) : (
      <div class="tile" aria-hidden="true">
        {initialsOf(business.name)}
      </div>
    )}
    <div>
      <h1 dir="auto">{business.name}</h1>
      <div class="m s">{title}</div>
    </div>
  </header>
)

/** The business ended its account: what was printed stays to be read, and he who has to write or pay is told where. */
export const ClosedNote = ({ business: { name, email, phone } }: { business: Business }) => (
  <section class="note warn" role="status">
    <h2>
      <bdi>{name}</bdi> is closed here
    </h2>
    <p class="s">
      It takes no payments, answers or messages on this page any more.{email || phone ? ' Reach it ' : ''}
      {email ? `by mail: ${email}` : ''}
      {email && phone ? ', ' : ''}
      {phone ? `by phone: ${formatPhone(phone)}` : ''}
    </p>
  </section>
)

export const Amount = ({ amount, formats }: { amount: string; formats: Formats }) => (
  <p class="amount">
    {formats.money(amount)} {formats.code ? <span>{formats.code}</span> : null}
  </p>
)

interface Details {
  document: PrintedDocument
  formats: Formats
  /** Its days and numbers. */
  facts: readonly Fact[]
  /** What its kind adds below the total, which is then not the last word. */
  more?: readonly Sum[]
  /** What its kind adds to a line. */
  beside?: (index: number) => Child
  /** Of what the sums are, where that is not the document as it stands. */
  summed?: Summed
}

type Summed = Pick<
  PrintedDocument,
  'prices_include_tax' | 'subtotal' | 'discount_total' | 'charge_total' | 'taxes' | 'total'
> & { line_items: readonly { amount: string; optional?: boolean }[] }

/** For whom, the lines, the sums, and the words below them. */
export const LinesCard = ({ document, formats, facts, more = [], beside, summed = document }: Details) => (
  <section class="card" aria-label="Details">
    <p class="s m">
      For <bdi>{document.customer.display_name}</bdi>
      {customerLines(document.customer, formats.locale).map((line) => (
        <>
          <br />
          <bdi>{line}</bdi>
        </>
      ))}
    </p>
    <dl class="sum facts s">
      {facts.map(({ label, value }) => (
        <>
          <dt class="m">{label}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </>
      ))}
    </dl>
    <ul class="gap">
      {document.line_items.map((line, index) => (
        <li class="li">
          <div>
            <bdi>{line.name}</bdi>
            <div class="m s">
              {formats.quantity(line.qty, line.unit)} × {formats.price(line.rate)}
              {line.discount ? `, ${lineDiscount(line.discount, formats)}` : ''}
              {document.taxes.length > 0 ? `, ${carriedTax(line, formats) ?? 'no tax'}` : ''}
            </div>
            {line.description ? <div class="m s typed">{line.description}</div> : null}
            {beside?.(index)}
          </div>
          <div class="n">{formats.money(line.amount)}</div>
        </li>
      ))}
    </ul>
    <Sums summed={summed} charges={document.charge_names.join(', ') || 'Charges'} formats={formats} more={more} />
    {[document.notes, document.terms].map((text) => (text ? <p class="s m typed gap">{text}</p> : null))}
  </section>
)

interface SumsProps {
  summed: Summed
  charges: string
  formats: Formats
  more: readonly Sum[]
}

const Sums = ({ summed, charges, formats, more }: SumsProps) => {
  const rows = [...sumsOf(summed, formats, charges), ...more]
  return (
    <dl class="sum">
      {rows.map(({ label, amount, isTotal }, index) => {
        const isLast = index === rows.length - 1
        return (
          <>
            <dt class={isLast ? 'tot' : isTotal ? '' : 'm'}>{label}</dt>
            <dd class={isLast ? 'tot' : ''}>{formats.money(amount)}</dd>
          </>
        )
      })}
    </dl>
  )
}

interface FootProps {
  business: Business
  /** The address of this page. */
  path: string
  locale: string
  /** It can be had on paper. */
  hasPaper?: boolean
  /** Something of it was paid. */
  hasReceipt?: boolean
  /** Nobody would answer. */
  isClosed?: boolean
  children?: Child
}

/** Where to ask about it, and who the business is. */
export const Foot = ({
  business,
  path,
  locale,
  hasPaper = false,
  hasReceipt = false,
  isClosed = false,
  children,
}: FootProps) => {
  return (
    <>
      <nav class="links" aria-label="Help">
        {hasPaper ? <a href={`${path}/pdf`}>Download PDF</a> : null}
        {hasReceipt ? <a href={`${path}/receipt`}>Download receipt</a> : null}
        {isClosed ? null : <a href={`${path}/ask`}>Ask a question</a>}
      </nav>
      <footer class="m s foot">
        {children}
        {businessLines(business, locale).map((line) => (
          <p>{line}</p>
        ))}
      </footer>
    </>
  )
}
