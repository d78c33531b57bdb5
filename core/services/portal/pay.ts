import { eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { checkoutSessions, invoices } from '../../db/schema.ts'
import { rowOf, type Step, type TenantDb } from '../../db/tenant-db.ts'
import { isVoid } from '../../domain/invoices/balance.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { isPaidOnline } from '../../domain/payments/online.ts'
import { toStripeAmount } from '../../domain/payments/stripe-amount.ts'
import type { Payments } from '../ports.ts'
import { accountOf, type ChargedAccount, type NewPage, notByCard, openPage, type UsedLink } from './checkout.ts'
import { PortalRow } from './invoice-row.ts'
import { dueOf, payStateOf, reusableSession } from './present.ts'

/** Longer than the provider's timeout and its one repeat, so that nobody opens a second page while it is thinking. */
const CLAIM_SECONDS = 60

export interface OpenedPage {
  checkout_url: string
  invoice_id: string
}

/**
 * The address of a checkout page for what is due now. An open page is answered again (one trip, no call); else load, claim,
 * call, settle: three trips. While another payer's page is being made: IN_FLIGHT. With a key (`isKeyed`) it is recorded.
 */
export function payInvoice(tenant: TenantDb, payments: Payments, link: UsedLink, isKeyed = false): Promise<OpenedPage> {
  return tenant.once('invoices.pay', toCheckout, async () => {
    const seen = payable(await load(tenant, link), payments)
    const open = reusableSession(seen)
    if (open?.url && !isKeyed) return { checkout_url: open.url, invoice_id: seen.id }
    const claimed = await claim(tenant, seen.id, link)
    const page = await makePage(tenant, payments, seen.id, claimed, link)
    return settle(tenant, seen.id, page)
  })
}

/** Throws why there is nothing to pay here. */
function payable(row: PortalRow | null, { newAccountsCharge }: Payments): PortalRow {
  if (row === null) throw new AppError('NOT_FOUND', 'Link expired')
  if (isVoid(row)) throw voided()
  if (!statusesFor(invoiceMachine, 'pay').includes(row.status))
    throw new AppError('CONFLICT', 'This invoice is not open for payment yet', { hint: 'draft' })
  if (dueOf(row) <= 0n) throw new AppError('CONFLICT', 'This invoice is paid already', { hint: 'paid' })
  // An account that may not charge yet is asked about: it may meanwhile, and its event is lost.
  const account = row.payer.account && { charges_enabled: true }
  if (!isPaidOnline({ ...row.payer, account }, newAccountsCharge)) throw notEnabled()
  if (!toStripeAmount(dueOf(row), row.currency).ok) throw notByCard()
  if (payStateOf(row, {}) === 'pending') {
    throw new AppError('CONFLICT', 'A bank payment of this invoice is on its way', { hint: 'pending' })
  }
  return row
}

const voided = () => new AppError('GONE', 'This invoice was voided: there is nothing to pay')

const view = (link: UsedLink) => sql`select app.portal_view('invoice', ${link.hash}, false) as view`

const Viewed = z.object({ view: PortalRow.nullable() })
const parseView = (row: unknown): PortalRow | null => Viewed.parse(row).view

async function load(tenant: TenantDb, link: UsedLink): Promise<PortalRow | null> {
  const [, found] = await tenant.read('invoices.pay', tenant.db.execute<{ view: unknown }>(view(link)))
  return parseView(found.rows[0])
}

const claim = (tenant: TenantDb, id: string, link: UsedLink): Promise<PortalRow | null> =>
  tenant.write(
    {
      action: 'invoices.pay',
      id,
      leaseSeconds: CLAIM_SECONDS,
    },
    [
      tenant.db
        .update(invoices)
        .set({ checkoutClaimedUntil: sql`clock_timestamp() + ${`${CLAIM_SECONDS} seconds`}::interval` })
        .where(tenant.mine(invoices, eq(invoices.id, id))),
    ],
    rowOf(view(link)),
    parseView,
  )

interface Page {
  url: string
  amount: bigint
  steps: Step[]
}

/** Whatever fails gives the claim back; an account that was made is kept all the same. */
async function makePage(
  tenant: TenantDb,
  payments: Payments,
  id: string,
  claimed: PortalRow | null,
  link: UsedLink,
): Promise<Page> {
  let account: ChargedAccount | undefined
  try {
    const row = payable(claimed, payments)
    const open = reusableSession(row)
    if (open?.url) return { url: open.url, amount: open.amount, steps: [] }
    account = await accountOf(payments, row)
    if (!account.chargesEnabled) throw notEnabled()
    const page = await openPage(payments, row, account.id, link)
    const steps = [linkStep(tenant, account), ...pageSteps(tenant, row, account.id, page)]
    return { url: page.url, amount: dueOf(row), steps }
  } catch (error) {
    const reason = error instanceof AppError ? (error.hint ?? error.message) : 'crashed'
    await tenant.release({ action: 'invoices.pay_failed', id, changes: { reason } }, [
      unclaim(tenant, id),
      ...(account ? [linkStep(tenant, account)] : []),
    ])
    throw error
  }
}

const notEnabled = () =>
  new AppError('CONFLICT', 'This business does not take payments online yet', { hint: 'unavailable' })

const unclaim = (tenant: TenantDb, id: string): Step =>
  tenant.db
    .update(invoices)
    .set({ checkoutClaimedUntil: null })
    .where(tenant.mine(invoices, eq(invoices.id, id)))

const linkStep = (tenant: TenantDb, account: ChargedAccount): Step =>
  tenant.db.execute(sql`select app.link_stripe_account(${account.id}, ${account.chargesEnabled})`)

function pageSteps(tenant: TenantDb, row: PortalRow, account: string, { session, url, closed }: NewPage): Step[] {
  const kept = {
    id: session.id,
    account,
    amount: String(dueOf(row)),
    currency: row.currency,
    url,
    expires_at: session.expiresAt.toISOString(),
  }
  const close = tenant.db
    .update(checkoutSessions)
    .set({ status: 'EXPIRED', updatedAt: sql`app.now()` })
    .where(tenant.mine(checkoutSessions, inArray(checkoutSessions.id, closed), eq(checkoutSessions.status, 'OPEN')))
  const keep = tenant.db.execute(sql`select app.keep_checkout(${row.id}::uuid, ${JSON.stringify(kept)}::jsonb)`)
  return closed.length ? [close, keep] : [keep]
}

const Settled = z.object({
  checkout_url: z.string(),
  invoice_id: z.string(),
  status: z.string(),
  due: z.number(),
  amount: z.number(),
})

/** The invoice may have been voided or paid while the page was made: then nobody gets its address, and a job closes it. */
const settle = (tenant: TenantDb, id: string, { url, amount, steps }: Page): Promise<OpenedPage> =>
  tenant.settle(
    { action: 'invoices.open_checkout', id },
    [unclaim(tenant, id), ...steps],
    rowOf(sql`select ${url}::text as checkout_url, i.id as invoice_id, i.status, i.amount_due as due, ${String(amount)}::bigint as amount
      from invoices i where i.tenant_id = app.tenant() and i.id = ${id}::uuid`),
    toCheckout,
  )

function toCheckout(recorded: unknown): OpenedPage {
  const { checkout_url, invoice_id, status, due, amount } = Settled.parse(recorded)
  if (isVoid({ status })) throw voided()
  if (due !== amount)
    throw new AppError('CONFLICT', 'The amount has changed meanwhile: look again', { hint: 'changed' })
  return { checkout_url, invoice_id }
}
