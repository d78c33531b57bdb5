/** @jsxImportSource hono/jsx */

import type { Child } from 'hono/jsx'
import type { PortalInvoice } from '../../core/contract/portal.ts'
import type { Formats } from '../mails/format.ts'
import { initialsOf, isNothing, pillsOf, webAddress } from './words.ts'

export interface Shown {
  invoice: PortalInvoice
  formats: Formats
  /** The address of this page. */
  path: string
}

const LOGO = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/

export const Head = ({ invoice, title }: { invoice: PortalInvoice; title: string }) => (
  <header>
    {LOGO.test(invoice.business.logo ?? '') ? (
      <img class="logo" src={invoice.business.logo ?? ''} alt="" width="44" height="44" />
    ) : (
      <div class="tile" aria-hidden="true">
        {initialsOf(invoice.business.name)}
      </div>
    )}
    <div>
      <h1 dir="auto">{invoice.business.name}</h1>
      <div class="m s">{title}</div>
    </div>
  </header>
)

export const Amount = ({ amount, formats }: { amount: string; formats: Formats }) => (
  <p class="amount">
    {formats.money(amount)} {formats.code ? <span>{formats.code}</span> : null}
  </p>
)

export const DueCard = ({ shown: { invoice, formats }, children }: { shown: Shown; children?: Child }) => (
  <section class="card" aria-labelledby="due">
    <div class="m s" id="due">
      Amount due
    </div>
    <Amount amount={invoice.amount_due} formats={formats} />
    <div class="m s">Due {formats.date(invoice.due_date)}</div>
    <div class="pills">
      {pillsOf(invoice).map(({ text, tone }) => (
        <span class={`pill ${tone}`}>{text}</span>
      ))}
    </div>
    {children}
  </section>
)

export const PayForm = ({ shown: { invoice, formats, path } }: { shown: Shown }) => (
  <form class="bar" method="post" action={`${path}/pay`}>
    <button class="pay" type="submit">
      Pay {formats.money(invoice.amount_due)}
    </button>
  </form>
)

/** What was paid, when and with what: the receipt. */
export const PaidCard = ({ shown: { invoice, formats } }: { shown: Shown }) => (
  <section class="card" aria-labelledby="paid">
    <div class="m s" id="paid">
      Amount paid
    </div>
    <Amount amount={invoice.amount_paid} formats={formats} />
    {invoice.payments.map((payment) => (
      <dl class="sum facts s">
        <dt class="m">{payment.amount.startsWith('-') ? 'Refunded' : 'Paid'}</dt>
        <dd>{formats.instant(payment.paid_at, invoice.business.timezone)}</dd>
        {invoice.payments.length > 1 ? <Fact name="Amount" value={signed(formats, payment.amount)} /> : null}
        {payment.method_label ? <Fact name="With" value={payment.method_label} /> : null}
        {webAddress(payment.receipt_url) ? (
          <Fact name="Receipt" value={<a href={payment.receipt_url ?? ''}>Open the card receipt</a>} />
        ) : null}
      </dl>
    ))}
  </section>
)

const Fact = ({ name, value }: { name: string; value: Child }) => (
  <>
    <dt class="m">{name}</dt>
    <dd>{value}</dd>
  </>
)

export const LinesCard = ({ shown: { invoice, formats } }: { shown: Shown }) => (
  <section class="card" aria-label="Details">
    <p class="s m">
      For <bdi>{invoice.customer.display_name}</bdi>
    </p>
    <ul>
      {invoice.line_items.map((line) => (
        <li class="li">
          <div>
            <bdi>{line.name}</bdi>
            <div class="m s">
              {formats.quantity(line.qty)} × {formats.price(line.rate)}
              {line.discount ? `, ${discountWords(line.discount, formats)} off` : ''}
            </div>
            {line.description ? <div class="m s typed">{line.description}</div> : null}
          </div>
          <div class="n">{signed(formats, line.amount)}</div>
        </li>
      ))}
    </ul>
    <Sums invoice={invoice} formats={formats} />
    {[invoice.notes, invoice.terms].map((text) => (text ? <p class="s m typed gap">{text}</p> : null))}
  </section>
)

const discountWords = (discount: { percent: string } | { amount: string }, formats: Formats) =>
  'percent' in discount ? formats.percent(discount.percent) : formats.money(discount.amount)

const Sums = ({ invoice, formats }: Pick<Shown, 'invoice' | 'formats'>) => {
  const rows = sumRows(invoice)
  return (
    <dl class="sum">
      {rows.map(({ label, amount, kind }) => (
        <>
          <dt class={kind}>{label(formats)}</dt>
          <dd class={kind === 'tot' ? 'tot' : ''}>{signed(formats, amount)}</dd>
        </>
      ))}
    </dl>
  )
}

interface SumRow {
  label: (formats: Formats) => string
  amount: string
  kind: 'm' | 'tot' | ''
}

function sumRows(invoice: PortalInvoice): SumRow[] {
  const row = (label: string, amount: string, kind: SumRow['kind'] = 'm') => ({ label: () => label, amount, kind })
  const isPartly = !isNothing(invoice.amount_paid)
  const charges = invoice.charge_names.join(', ') || 'Charges'
  return [
    row(invoice.prices_include_tax ? 'Subtotal without tax' : 'Subtotal', invoice.subtotal),
    ...(isNothing(invoice.discount_total) ? [] : [row('Discount', `-${invoice.discount_total}`)]),
    ...(isNothing(invoice.charge_total) ? [] : [row(charges, invoice.charge_total)]),
    ...invoice.taxes.map((tax) => ({
      ...row('', tax.tax),
      label: (formats: Formats) => `${tax.name} ${formats.percent(tax.percent)}`,
    })),
    row('Total', invoice.total, isPartly ? '' : 'tot'),
    ...(isPartly ? [row('Paid', `-${invoice.amount_paid}`), row('Amount due', invoice.amount_due, 'tot')] : []),
  ]
}

/** With a real minus, as wide as the digits. */
const signed = (formats: Formats, amount: string) => formats.money(amount).replace('-', '−')
