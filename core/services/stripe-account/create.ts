import { sql } from 'drizzle-orm'
import { type Beat, type Entry, rowOf, type TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { Payments, PaymentsAccount, PaymentsAnswer } from '../ports.ts'
import { parseBusiness } from '../settings.ts'
import { type AccountRow, type Connection, parseConnection, selectConnection } from './internal.ts'

export interface OnboardingPages {
  returnUrl: string
  refreshUrl: string
}

interface Loaded {
  entry: Entry
  account: AccountRow | null
  business: ReturnType<typeof parseBusiness>
}

/**
 * Connects the business to Stripe: makes the account when there is none, asks whether it may charge, and answers the page
 * where its owner completes it. Load, call, settle. Nothing is claimed: the provider's key is the business's, so two at
 * once get one account. When Stripe does not answer, what it did answer is kept and the rest is PROVIDER_ERROR.
 */
export function createStripeAccount(tenant: TenantDb, payments: Payments, pages: OnboardingPages): Promise<Connection> {
  return tenant.once('stripe_account.create', parseConnection, async () => {
    const loaded = await load(tenant)
    const isNew = loaded.account === null
    const beat: Beat = { action: isNew ? 'stripe_account.create' : 'stripe_account.onboard', id: null }
    const account = expectOk(await findAccount(payments, loaded))
    const changed = { account: account.id, charges_enabled: account.chargesEnabled }
    const steps = [
      tenant.db.execute(sql`select app.link_stripe_account(${account.id}, ${account.chargesEnabled}::boolean)`),
      tenant.db.execute(sql`select app.want_online_payments()`),
    ]
    const link = account.chargesEnabled ? null : await payments.createAccountLink({ account: account.id, ...pages })
    if (link && link.outcome !== 'ok') await tenant.release({ ...beat, changes: changed }, steps)
    const url = link && expectOk(link).url
    return tenant.write({ ...beat, changes: changed }, steps, rowOf(selectConnection(url, isNew)), parseConnection)
  })
}

async function load(tenant: TenantDb): Promise<Loaded> {
  const [entry, found] = await tenant.read(
    'stripe_account.create',
    tenant.db.execute<{ account: AccountRow | null; business: unknown }>(
      sql`select app.stripe_account() as account, app.business() as business`,
    ),
  )
  const row = found.rows[0]
  return { entry, account: row?.account ?? null, business: parseBusiness(row?.business) }
}

function findAccount(
  payments: Payments,
  { entry, account, business }: Loaded,
): Promise<PaymentsAnswer<PaymentsAccount>> {
  if (account) return payments.getAccount(account.account)
  return payments.createAccount({
    tenantId: entry.tenant_id,
    name: business.name,
    email: business.email ?? business.owner_email,
    ...(business.country ? { country: business.country } : {}),
  })
}

function expectOk<T>(answer: PaymentsAnswer<T>): T {
  if (answer.outcome === 'ok') return answer.value
  const message =
    answer.outcome === 'refused' ? 'Stripe refused this' : 'Stripe does not answer. Nothing changed: try again'
  throw new AppError('PROVIDER_ERROR', message, { details: [{ field: 'stripe', message: answer.reason }] })
}
