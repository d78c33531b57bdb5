/** @jsxImportSource hono/jsx */
import type { PortalCheckout, PortalInvoice } from '../../core/contract/portal.ts'
import { sinceSent } from '../../core/services/documents/paper.ts'
import { placeAsSent } from '../../core/services/invoices/paper.ts'
import { hasReceipt } from '../../core/services/invoices/receipt-paper.ts'
import type { UsedLink } from '../../core/services/portal/checkout.ts'
import { PortalRow } from '../../core/services/portal/invoice-row.ts'
import { presentPortalInvoice } from '../../core/services/portal/present.ts'
import type { HubContext } from '../context.ts'
import type { Print } from '../papers.ts'
import { answer } from '../respond.ts'
import { Head } from './document-parts.tsx'
import { invoicePage, type Return } from './invoice-page.tsx'
import { InvoiceFoot } from './invoice-parts.tsx'
import type { PortalKind, Shown, Visit } from './kind.ts'
import type { Messages } from './message-page.tsx'
import type { Page } from './page.tsx'
import { openCheckoutPage } from './pay.ts'
import { rememberPage } from './return.tsx'
import { wantsJson } from './visit.ts'

const VOIDED = 'This invoice was voided'
const FOREIGN = 'Open the invoice itself to pay it'

function show(row: unknown, { path, url, query, payments: { newAccountsCharge } }: Visit): Shown {
  const from = returnOf(query)
  const parsed = PortalRow.parse(row)
  const invoice = presentPortalInvoice(parsed, {
    hasReturned: from.outcome === 'done',
    newAccountsCharge,
  })
  const paper = async ({ papers, once }: Print) => {
    const place = placeAsSent(parsed)
    const bytes = await once(place, () => papers.invoice(sinceSent(invoice, place)))
    const isPayable = invoice.pay_state === 'payable'
    const { invoice_number: number } = invoice
    return { kind: 'Invoice', number, bytes: isPayable ? await papers.withPayLink(bytes, url) : bytes }
  }
  return invoice.status === 'VOID'
    ? { data: invoice, page: () => voidedPage(invoice, path), gone: `${VOIDED}: there is nothing to pay`, paper }
    : { data: invoice, page: () => invoicePage(invoice, path, from), paper, ...receiptOf(parsed.amount_paid, invoice) }
}

function receiptOf(paid: bigint, invoice: PortalInvoice): Pick<Shown, 'receipt'> {
  if (!hasReceipt(paid)) return {}
  const { invoice_number: number } = invoice
  return { receipt: async ({ papers }) => ({ kind: 'Receipt', number, bytes: await papers.receipt(invoice) }) }
}

function returnOf(query: Visit['query']): Return {
  const outcome = query('checkout')
  const looks = /^[0-9]$/.exec(query('looks') ?? '')?.[0] ?? '0'
  return { outcome: outcome === 'done' || outcome === 'canceled' ? outcome : null, looks: Number(looks) }
}

async function pay(c: HubContext, link: UsedLink): Promise<Response> {
  const { checkout_url, invoice_id } = await openCheckoutPage(c, link, !wantsJson(c))
  rememberPage(c, invoice_id)
  return wantsJson(c) ? answer(c, { checkout_url } satisfies PortalCheckout) : c.redirect(checkout_url, 303)
}

/** Only with a link that is valid: the same for a stranger would tell that it exists. */
export const voidedPage = (invoice: PortalInvoice, path: string): Page => ({
  title: `Invoice ${invoice.invoice_number} was voided`,
  brand: invoice.business.brand_color,
  body: (
    <main>
      <Head business={invoice.business} title={`Invoice ${invoice.invoice_number}`} />
      <section class="card" aria-labelledby="message">
        <h2 id="message">{VOIDED}</h2>
        <p>
          There is nothing to pay. If you think that is a mistake, ask <bdi>{invoice.business.name}</bdi>.
        </p>
      </section>
      <InvoiceFoot invoice={invoice} path={path} />
    </main>
  ),
})

const messages: Messages = {
  GONE: () => ({ title: VOIDED, text: 'There is nothing to pay.', next: 'look' }),
  IN_FLIGHT: () => ({
    title: 'One moment',
    text: 'The payment page of this invoice is just being opened. Nothing was charged yet.',
    next: 'retry',
  }),
  CONFLICT: ({ message }) => ({ title: 'Nothing to pay now', text: `${message}.`, next: 'look' }),
  PROVIDER_ERROR: ({ message }) => ({ title: 'Nothing was charged', text: `${message}.`, next: 'retry' }),
  FORBIDDEN: () => ({
    title: 'Nothing was charged',
    text: `This came from another site. ${FOREIGN}.`,
    next: 'look',
  }),
}

export const invoicePortal: PortalKind = { show, forms: { pay }, retry: 'pay', messages, foreign: FOREIGN }
