import { AppError } from '../../domain/kernel/errors.ts'
import type { CheckoutSession, NewCheckoutSession, Payments, PaymentsAccount, PaymentsAnswer } from '../ports.ts'
import type { PortalRow } from './invoice-row.ts'
import { dueOf } from './present.ts'

/** The link that pays, and where the provider sends the customer back to: its own address would tell the token (PT2). */
export interface UsedLink {
  hash: string
  returnUrl: string
}

export type ChargedAccount = Pick<PaymentsAccount, 'id' | 'chargesEnabled'>

/** The business's account at the provider, made by the first customer who wants to pay. */
export async function accountOf(payments: Payments, { payer }: PortalRow): Promise<ChargedAccount> {
  const { account, tenant_id, name, email, country } = payer
  if (account?.charges_enabled) return { id: account.id, chargesEnabled: true }
  return taken(
    account
      ? await payments.getAccount(account.id)
      : await payments.createAccount({ tenantId: tenant_id, name, email, ...(country ? { country } : {}) }),
  )
}

export interface NewPage {
  session: CheckoutSession
  url: string
  /** Pages for another amount that were closed. */
  closed: string[]
}

/** A new checkout page for exactly what is due, after closing those for other amounts. Behind the claim of the invoice. */
export async function openPage(payments: Payments, row: PortalRow, account: string, link: UsedLink): Promise<NewPage> {
  const closed = await closePages(payments, row)
  const session = taken(await payments.createCheckoutSession(newSession(row, account, link)))
  if (session.status !== 'open' || session.url === null) throw confirming()
  return { session, url: session.url, closed }
}

/** One that was paid meanwhile ends this attempt. */
async function closePages(payments: Payments, row: PortalRow): Promise<string[]> {
  const pages = row.sessions.filter(({ open }) => open)
  const closed = await Promise.all(pages.map(({ account, id }) => payments.expireSession(account, id)))
  if (closed.some((answer) => taken(answer).status === 'complete')) throw confirming()
  return pages.map(({ id }) => id)
}

const newSession = (row: PortalRow, account: string, link: UsedLink): NewCheckoutSession => ({
  account,
  // The same attempt repeated gets the same page; the number of pages made before makes a later one new (MO3).
  key: `checkout:${row.id}:${dueOf(row)}:${row.sessions.length}:${link.hash.slice(0, 16)}`,
  amount: dueOf(row),
  currency: row.currency,
  description: `Invoice ${row.invoice_number}`,
  invoiceId: row.id,
  invoiceNumber: row.invoice_number,
  ...(row.contact.email ? { customerEmail: row.contact.email } : {}),
  successUrl: `${link.returnUrl}?session=${row.id}`,
  cancelUrl: `${link.returnUrl}?session=${row.id}&checkout=canceled`,
})

function taken<T>(answer: PaymentsAnswer<T>): T {
  if (answer.outcome === 'ok') return answer.value
  if (answer.outcome === 'refused' && /^(amount_)?too_(small|large)$/.test(answer.code)) throw notByCard()
  const what =
    answer.outcome === 'refused' ? 'This payment cannot be taken online' : 'The payment page could not be opened'
  const next = answer.outcome === 'refused' ? 'ask how else to pay' : 'try again'
  throw new AppError('PROVIDER_ERROR', `${what}. Nothing was charged: ${next}`, { hint: answer.reason })
}

/** Also what only the provider can know: an account that settles in another currency has another least amount. */
export const notByCard = () =>
  new AppError('CONFLICT', 'An amount like this cannot be paid online: ask how else to pay', { hint: 'unavailable' })

const confirming = () =>
  new AppError('CONFLICT', 'A payment of this invoice is being confirmed', { hint: 'confirming' })
