/** @jsxImportSource hono/jsx */

import type { Child } from 'hono/jsx'
import type { PortalInvoice } from '../../core/contract/portal.ts'
import { isNothing } from '../../core/domain/documents/sums.ts'
import { daysBetween } from '../../core/domain/kernel/dates.ts'
import { type WaysToPay, waysToPay } from '../../core/domain/payments/ways-to-pay.ts'
import { type Formats, formatsFor } from '../documents/format.ts'
import { Amount, Foot } from './document-parts.tsx'
import { webAddress } from './words.ts'

// What an invoice adds to the page of a document: what is due, how to pay it, what was paid.

export interface Shown {
  invoice: PortalInvoice
  formats: Formats
  /** The address of this page. */
  path: string
}

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

/** How to pay besides, while there is something to pay. */
export const waysOf = ({ pay_state, business, invoice_number }: PortalInvoice): WaysToPay | null =>
  pay_state === 'payable' || pay_state === 'unavailable' ? waysToPay(business, invoice_number) : null

export const WaysCard = ({ invoice }: { invoice: PortalInvoice }) => {
  const ways = waysOf(invoice)
  if (!ways) return null
  return (
    <section class="card" aria-labelledby="ways">
      <h2 id="ways">{invoice.pay_state === 'payable' ? 'Other ways to pay' : 'How to pay'}</h2>
      {ways.account.length > 0 ? (
        <dl class="sum facts s">
          {ways.account.map(({ label, value }) => (
            <Fact name={label} value={<bdi>{value}</bdi>} />
          ))}
        </dl>
      ) : null}
      {ways.text ? <p class="s typed gap">{ways.text}</p> : null}
    </section>
  )
}

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
        {invoice.payments.length > 1 ? <Fact name="Amount" value={formats.money(payment.amount)} /> : null}
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

/** Where to ask, who processes the payment, and who the business is. */
export const InvoiceFoot = ({ invoice, path }: { invoice: PortalInvoice; path: string }) => {
  const { business, pay_state, status } = invoice
  const { locale } = formatsFor(business, invoice.currency)
  return (
    <Foot
      business={business}
      path={path}
      locale={locale}
      hasPaper={status !== 'VOID'}
      hasReceipt={isAnythingPaid(invoice)}
      isClosed={invoice.business_closed}
    >
      {pay_state === 'payable' ? (
        <p>
          Payments are processed by Stripe. <bdi>{business.name}</bdi> never sees your card number.
        </p>
      ) : null}
    </Foot>
  )
}

interface Pill {
  text: string
  tone: 'warn' | 'bad' | 'ok' | ''
}

const SOON_DAYS = 31

export const isAnythingPaid = ({ amount_paid }: PortalInvoice) => !isNothing(amount_paid)

/** The state in words, beside its colour. */
function pillsOf(invoice: PortalInvoice): Pill[] {
  if (invoice.status === 'PAID' || invoice.status === 'VOID' || invoice.status === 'DRAFT') return []
  return [
    ...(isAnythingPaid(invoice) ? [{ text: 'Partly paid', tone: 'warn' } as const] : []),
    duePill(daysBetween(invoice.today, invoice.due_date)),
  ]
}

function duePill(days: number): Pill {
  if (days < -1) return { text: `${-days} days overdue`, tone: 'bad' }
  if (days === -1) return { text: '1 day overdue', tone: 'bad' }
  if (days === 0) return { text: 'Due today', tone: 'warn' }
  if (days === 1) return { text: 'Due tomorrow', tone: 'warn' }
  return days <= SOON_DAYS ? { text: `Due in ${days} days`, tone: 'warn' } : { text: 'Not due yet', tone: '' }
}
