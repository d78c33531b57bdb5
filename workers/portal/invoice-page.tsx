/** @jsxImportSource hono/jsx */
import type { PortalInvoice } from '../../core/contract/portal.ts'
import { dueSumsOf } from '../../core/domain/documents/sums.ts'
import { formatPhone } from '../../core/domain/kernel/contact-points.ts'
import { invoiceFacts } from '../documents/facts.ts'
import { formatsFor } from '../documents/format.ts'
import { ClosedNote, Head, LinesCard } from './document-parts.tsx'
import {
  DueCard,
  InvoiceFoot,
  isAnythingPaid,
  PaidCard,
  PayForm,
  type Shown,
  WaysCard,
  waysOf,
} from './invoice-parts.tsx'
import type { Page } from './page.tsx'
import { firstName } from './words.ts'

/** How the customer came back from the checkout page, and how often this page has looked again since. */
export interface Return {
  outcome: 'done' | 'canceled' | null
  looks: number
}

const LOOKS_MAX = 5
const LOOK_SECONDS = 3

export function invoicePage(invoice: PortalInvoice, path: string, from: Return): Page {
  const shown: Shown = { invoice, formats: formatsFor(invoice.business, invoice.currency), path }
  const isPaid = isReceipt(invoice)
  const { locale } = shown.formats
  const looksAgain = invoice.pay_state === 'confirming' && from.looks < LOOKS_MAX
  return {
    title: `${isPaid ? 'Receipt for invoice' : 'Invoice'} ${invoice.invoice_number} from ${invoice.business.name}`,
    language: locale.startsWith('en') ? locale : 'en',
    brand: invoice.business.brand_color,
    refresh: looksAgain ? { seconds: LOOK_SECONDS, to: `?checkout=done&looks=${from.looks + 1}` } : null,
    body: <InvoicePage shown={shown} from={from} />,
  }
}

const InvoicePage = ({ shown, from }: { shown: Shown; from: Return }) => {
  const { invoice } = shown
  const canPay = invoice.pay_state === 'payable'
  return (
    <main class={canPay ? 'bottom' : ''}>
      <Head business={invoice.business} title={`Invoice ${invoice.invoice_number}`} />
      {invoice.business_closed ? <ClosedNote business={invoice.business} /> : null}
      {isReceipt(invoice) ? <Thanks invoice={invoice} /> : <Notice notice={noticeOf(invoice, from)} />}
      {isReceipt(invoice) ? (
        <PaidCard shown={shown} />
      ) : (
        <DueCard shown={shown}>
          {canPay ? <PayForm shown={shown} /> : null}
          {invoice.pay_state === 'unavailable' ? <HowElse invoice={invoice} /> : null}
        </DueCard>
      )}
      <WaysCard invoice={invoice} />
      <LinesCard
        document={invoice}
        formats={shown.formats}
        facts={invoiceFacts(invoice, shown.formats)}
        more={dueSumsOf(invoice)}
      />
      <InvoiceFoot invoice={invoice} path={shown.path} />
    </main>
  )
}

/** What was settled by credit alone is a receipt of nothing. */
const isReceipt = (invoice: PortalInvoice) => invoice.status === 'PAID' && isAnythingPaid(invoice)

const Thanks = ({ invoice }: { invoice: PortalInvoice }) => (
  <section class="note paid" role="status">
    <span class="mark">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m5 12.5 4.5 4.5L19 7.5" />
      </svg>
    </span>
    <div>
      <h2>
        Paid, thank you <bdi>{firstName(invoice.customer.display_name)}</bdi>
      </h2>
      <p class="s">This page is your receipt.</p>
    </div>
  </section>
)

interface Notice {
  title: string
  text: string
  tone: 'warn' | ''
}

function noticeOf(invoice: PortalInvoice, { outcome, looks }: Return): Notice | null {
  if (invoice.status === 'DRAFT') {
    return {
      title: 'Not open for payment yet',
      text: 'The invoice is still on its way to you. Look again in a minute.',
      tone: '',
    }
  }
  if (invoice.status === 'PAID') {
    return { title: 'Nothing is due on this invoice', text: 'What was credited is shown below.', tone: '' }
  }
  if (invoice.pay_state === 'confirming') {
    return looks < LOOKS_MAX
      ? { title: 'We are confirming your payment', text: 'This page looks again by itself.', tone: '' }
      : {
          title: 'We are still confirming your payment',
          text: 'It takes longer than usual. Please do not pay again; come back to this page later.',
          tone: '',
        }
  }
  if (invoice.pay_state === 'pending') {
    return {
      title: 'Your bank payment is on its way',
      text: 'Banks take a few days. This page says paid once the money is there.',
      tone: '',
    }
  }
  if (outcome === 'canceled' && invoice.pay_state === 'payable') {
    return {
      title: 'The payment was not completed',
      text: 'Nothing was charged. You can try again, also with another card.',
      tone: 'warn',
    }
  }
  if (invoice.last_payment_failed) {
    return {
      title: 'Your bank refused the payment',
      text: 'Nothing was charged. You can try again in another way.',
      tone: 'warn',
    }
  }
  return null
}

const Notice = ({ notice }: { notice: Notice | null }) =>
  notice ? (
    <section class={`note ${notice.tone}`} role="status">
      <h2>{notice.title}</h2>
      <p class="s">{notice.text}</p>
    </section>
  ) : null

const HowElse = ({ invoice }: { invoice: PortalInvoice }) =>
  waysOf(invoice) ? null : (
    <p class="gap">
      This invoice cannot be paid online. Ask <bdi>{invoice.business.name}</bdi> how to pay
      {invoice.business.phone ? `: ${formatPhone(invoice.business.phone)}` : ''}.
    </p>
  )
