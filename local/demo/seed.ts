import type { Payments, PaymentsAccount } from '../../core/services/ports.ts'
import { scryptPasswords } from '../../workers/adapters/passwords/scrypt.ts'
import { stripePayments } from '../../workers/adapters/stripe/payments.ts'
import { openBusiness, tidyIdentity } from './business.ts'
import { writeHistory } from './history.ts'
import { invoiceId, TENANT_ID, workItemId } from './ids.ts'
import { openPast } from './past.ts'
import { BUSINESS } from './people.ts'
import { openPlatform } from './platform.ts'
import { beginTransaction, type Transaction } from './transaction.ts'
import { WORK } from './work.ts'

export interface SeedOptions {
  adminUrl: string
  /** Of everybody in the demo business. */
  password: string
  /** Where its Stripe account is made, so that its invoices can be paid. */
  payments: Pick<Payments, 'createAccount'>
}

/**
 * Makes the demo business in an empty database: all of it or, when it is interrupted, nothing. False when somebody's data
 * is there already.
 */
export async function seedDemo({ adminUrl, password, payments }: SeedOptions): Promise<boolean> {
  const [account, hash] = await Promise.all([openAccount(payments), scryptPasswords().hash(password)])
  const transaction = await beginTransaction(adminUrl)
  try {
    if (!(await isEmpty(transaction))) return false
    const past = await openPast(transaction)
    const opened = await openBusiness(transaction, past, hash, answering(account))
    await openPlatform(transaction, opened)
    await writeHistory({ ...opened, transaction, account: account.id, today: past.today }, past)
    await tidyIdentity(transaction)
    await past.restore()
    await settle(transaction, account.id)
    await transaction.commit()
    return true
  } finally {
    await transaction.close()
  }
}

export const simulatedStripe = (servicesUrl: string): Payments =>
  stripePayments({ apiUrl: `${servicesUrl}/stripe`, secretKey: 'sk_test_local' })

/** Asked before the transaction begins: the simulator needs the database to answer. */
async function openAccount(payments: SeedOptions['payments']): Promise<PaymentsAccount> {
  const { name, email, country } = BUSINESS
  const answer = await payments.createAccount({ tenantId: TENANT_ID, name, email, country })
  if (answer.outcome !== 'ok') throw new Error(`Stripe's simulator: ${answer.reason}`)
  return answer.value
}

const answering = (account: PaymentsAccount) =>
  ({ createAccount: async () => ({ outcome: 'ok', value: account }) }) as Partial<Payments> as Payments

/** Two that start at once on one database: the second waits here and then finds the first one's business. */
async function isEmpty(transaction: Transaction): Promise<boolean> {
  await transaction.query('select pg_advisory_xact_lock($1)', [7_205_119])
  const [found] = await transaction.query<{ empty: boolean }>(
    'select not exists (select from app.tenants) and not exists (select from app.users) as empty',
  )
  return found?.empty === true
}

async function settle(transaction: Transaction, account: string): Promise<void> {
  const wrong = await transaction.query<{ invoice_number: string }>(
    `select i.invoice_number from invoices i where i.tenant_id = $1 and i.amount_paid <>
       (select coalesce(sum(p.applied), 0) from payments p where p.tenant_id = i.tenant_id and p.invoice_id = i.id)`,
    [TENANT_ID],
  )
  if (wrong.length) throw new Error(`not what was paid: ${wrong.map((row) => row.invoice_number).join(', ')}`)
  for (const { n, invoice } of WORK)
    if (invoice !== undefined)
      await transaction.query('update invoices set work_item_id = $2 where tenant_id = $1 and id = $3', [
        TENANT_ID,
        workItemId(n),
        invoiceId(invoice),
      ])
  // No page is open at Stripe, so there is nothing for these to close; what was done a while ago is archived in its time.
  await transaction.query(
    `update app.jobs set state = 'DONE', done_at = now() where tenant_id = $1 and done_at is null and type <> 'WORK_ITEM_ARCHIVE'`,
    [TENANT_ID],
  )
  // Stripe told of the account before it was ours.
  await transaction.query(
    `delete from app.alerts where kind = 'security.webhook_rejected' and detail->>'account' = $1`,
    [account],
  )
  // A business of years needs nobody to show it the way.
  await transaction.query(`insert into onboardings (tenant_id, definition, hidden_at) values ($1, 'owner', now())`, [
    TENANT_ID,
  ])
  await transaction.query(`delete from app.webhook_events where account = $1 and status = 'REJECTED'`, [account])
}
