import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewJob } from '../../../core/contract/jobs.ts'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { Meter } from '../../../core/db/meter.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import { updateBusiness } from '../../../core/services/business/update.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { payInvoice } from '../../../core/services/portal/pay.ts'
import { presentPortalInvoice } from '../../../core/services/portal/present.ts'
import type { Payments } from '../../../core/services/ports.ts'
import { stripePayments } from '../../../workers/adapters/stripe/payments.ts'
import { choose, post, startTestServices, type TestServices } from '../../local/services/running-services.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { linkTo, portal } from './portal-link.ts'

const database = useDatabase()
const { view, tenant } = portal(database)
let business: TestBusiness
let outside: TestServices
let payments: Payments
/** Waits for a slow provider so long only that the test can wait, too. */
let hasty: Payments
let calls: string[] = []

beforeAll(async () => {
  if (!database.kind) return
  outside = await startTestServices()
  const stripe = { secretKey: 'sk_test_local', apiUrl: outside.services.url }
  payments = counting(stripePayments(stripe))
  hasty = stripePayments({ ...stripe, timeoutMs: 200 })
  business = await makeBusiness(database)
})
afterAll(() => outside?.close())

/** Counts what reaches the provider. */
function counting(real: Payments): Payments {
  return new Proxy(real, {
    get: (target, name: keyof Payments) => {
      const own = target[name]
      if (typeof own !== 'function') return own
      return (input: never, more: never) => {
        calls.push(name)
        return (own as (...args: never[]) => unknown)(input, more)
      }
    },
  })
}

async function open(amount = '100.00') {
  const invoice = await business.sentInvoice({ line_items: [{ name: 'Repair', qty: '1', rate: amount }] })
  const link = await linkTo(business, invoice.id)
  calls = []
  return { invoice, link, pay: (meter = new Meter()) => payInvoice(tenant(link.hash, { meter }), payments, link) }
}

const cash = (invoiceId: string, amount: string) =>
  createPayment(business.as('OWNER'), CreatePayment.parse({ invoice_id: invoiceId, amount, currency: 'CAD' }))

const refusal = async (verb: Promise<unknown>): Promise<AppError> => {
  const error = await verb.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`)
  return error
}
const sessionsOf = (id: string) =>
  database.admin<{ id: string; status: string; amount: string }>(
    'select id, status, amount from checkout_sessions where invoice_id = $1 order by created_at, id',
    [id],
  )
const claimOf = async (id: string) =>
  (
    await database.admin<{ claimed: Date | null }>(
      'select checkout_claimed_until as claimed from invoices where id = $1',
      [id],
    )
  )[0]?.claimed
const atStripe = (id: string, account: string) =>
  outside.stripe.checkout.sessions.retrieve(id, {}, { stripeAccount: account })
const accountOf = async (own: TestBusiness) =>
  (
    await database.admin<{ account: string }>('select account from app.stripe_accounts where tenant_id = $1', [
      own.tenantId,
    ])
  )[0]!.account

describe('paying', () => {
  it('opens a checkout page for what is due, in three trips', async () => {
    const { invoice, pay } = await open('271.20')
    const meter = new Meter()
    const { checkout_url } = await pay(meter)
    expect(meter.trips).toBe(3)
    expect(calls).toContain('createCheckoutSession')
    const [session] = await sessionsOf(invoice.id)
    const there = await atStripe(session!.id, await accountOf(business))
    expect(there).toMatchObject({
      amount_total: 27120,
      currency: 'cad',
      status: 'open',
      url: checkout_url,
      customer_email: 'maria@silva.example',
      success_url: `https://hub.example/portal/return?session=${invoice.id}`,
      cancel_url: `https://hub.example/portal/return?session=${invoice.id}&checkout=canceled`,
      metadata: { invoice_id: invoice.id, invoice_number: invoice.invoice_number },
    })
    expect(session).toMatchObject({ status: 'OPEN', amount: '27120' })
    expect(await claimOf(invoice.id)).toBeNull()
  })

  it('opens the account of the business once, by its first payer', async () => {
    const own = await makeBusiness(database, { name: 'New here', country: 'GB', currency: 'GBP' })
    const invoice = await own.sentInvoice()
    const link = await linkTo(own, invoice.id)
    calls = []
    await payInvoice(tenant(link.hash), payments, link)
    expect(calls).toEqual(['createAccount', 'createCheckoutSession'])
    expect(await outside.stripe.accounts.retrieve(await accountOf(own))).toMatchObject({
      country: 'GB',
      business_profile: { name: 'New here' },
    })
    const second = await own.sentInvoice()
    const other = await linkTo(own, second.id)
    calls = []
    await payInvoice(tenant(other.hash), payments, other)
    expect(calls).toEqual(['createCheckoutSession'])
  })

  it('answers an open page again, in one trip and without a call', async () => {
    const { pay } = await open()
    const first = await pay()
    calls = []
    const meter = new Meter()
    expect(await pay(meter)).toEqual(first)
    expect(meter.trips).toBe(1)
    expect(calls).toEqual([])
  })

  it('serves every link of the invoice with the same page', async () => {
    const { invoice, pay } = await open()
    const other = await linkTo(business, invoice.id)
    expect(await payInvoice(tenant(other.hash), payments, other)).toEqual(await pay())
  })

  it('audits who asked, without the token', async () => {
    const { invoice, link, pay } = await open()
    await pay()
    const rows = await database.admin<{ actor: string; action: string }>(
      'select actor, action, after from app.audit where entity_id = $1 order by id desc limit 2',
      [invoice.id],
    )
    expect(rows.map(({ actor, action }) => [actor, action])).toEqual([
      ['portal', 'invoice.open_checkout'],
      ['portal', 'invoice.pay'],
    ])
    expect(JSON.stringify(rows)).not.toContain(link.token)
    const events = await database.admin(`select event from app.outbox where object_id = $1 and event like 'portal.%'`, [
      invoice.id,
    ])
    expect(events).toEqual([{ event: 'portal.pay.clicked' }])
  })

  it('PT2 keeps no token anywhere', async () => {
    const { link, pay } = await open()
    await pay()
    const tables = await database.admin<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('app', 'public') and table_type = 'BASE TABLE'`,
    )
    for (const { name } of tables) {
      expect(
        await database.admin(`select 1 from ${name} t where strpos(to_jsonb(t)::text, $1) > 0`, [link.token]),
        name,
      ).toEqual([])
    }
  })
})

describe('an amount that changed', () => {
  it('closes the page for the old one and opens another', async () => {
    const { invoice, pay } = await open('100.00')
    const first = await pay()
    await cash(invoice.id, '40.00')
    const second = await pay()
    expect(second).not.toEqual(first)
    const sessions = await sessionsOf(invoice.id)
    expect(sessions.map(({ status, amount }) => [status, amount])).toEqual([
      ['EXPIRED', '10000'],
      ['OPEN', '6000'],
    ])
    expect((await atStripe(sessions[0]!.id, await accountOf(business))).status).toBe('expired')
  })

  it('opens no second page once the first was paid', async () => {
    const { invoice, pay } = await open('100.00')
    await choose((await pay()).checkout_url, 'paid')
    await cash(invoice.id, '40.00')
    expect(await refusal(pay())).toMatchObject({ code: 'CONFLICT', hint: 'confirming' })
    expect(await sessionsOf(invoice.id)).toHaveLength(1)
    expect(await claimOf(invoice.id)).toBeNull()
  })

  it('gets a page of its own after the last one expired', async () => {
    const { invoice, pay } = await open()
    const first = await pay()
    await database.admin(`update checkout_sessions set expires_at = app.now() where invoice_id = $1`, [invoice.id])
    expect(await pay()).not.toEqual(first)
    expect(await sessionsOf(invoice.id)).toHaveLength(2)
  })
})

describe('what cannot be paid', () => {
  it('is said, and no provider is asked', async () => {
    const { invoice, pay } = await open()
    await cash(invoice.id, '100.00')
    expect(await refusal(pay())).toMatchObject({ code: 'CONFLICT', hint: 'paid' })
    expect(calls).toEqual([])
  })

  it('PT5 is a voided invoice', async () => {
    const { invoice, pay } = await open()
    await voidInvoice(business.as('OWNER'), invoice.id)
    expect(await refusal(pay())).toMatchObject({ code: 'GONE', status: 410 })
    expect(calls).toEqual([])
  })

  it('PT5 is what an unknown or closed link names', async () => {
    const { link, pay } = await open()
    await database.admin(`update app.portal_tokens set revoked_at = app.now() where hash = decode($1, 'hex')`, [
      link.hash,
    ])
    expect(await refusal(pay())).toMatchObject({ code: 'NOT_FOUND' })
    const unknown = { hash: '00'.repeat(32), returnUrl: 'https://hub.example/x' }
    expect(await refusal(payInvoice(tenant(unknown.hash), payments, unknown))).toMatchObject({ code: 'NOT_FOUND' })
    expect(calls).toEqual([])
  })

  it('is an invoice whose bank payment is on its way', async () => {
    const { invoice, link, pay } = await open()
    await pay()
    await database.admin(`update checkout_sessions set status = 'PROCESSING' where invoice_id = $1`, [invoice.id])
    expect(await refusal(pay())).toMatchObject({ code: 'CONFLICT', hint: 'pending' })
    expect(presentPortalInvoice((await view(link.hash))!).pay_state).toBe('pending')
  })

  it.each([
    ['CAD', '0.30'],
    ['CAD', '1000000.00'],
    ['JPY', '30'],
    ['JPY', '100000000'],
  ])('is an amount that Stripe does not take: %s %s', async (currency, rate) => {
    const own = await makeBusiness(database, { currency })
    const invoice = await own.sentInvoice({ line_items: [{ name: 'Repair', qty: '1', rate }] })
    const link = await linkTo(own, invoice.id)
    calls = []
    expect(presentPortalInvoice((await view(link.hash))!, payments).pay_state).toBe('unavailable')
    const refused = await refusal(payInvoice(tenant(link.hash), payments, link))
    expect(refused).toMatchObject({ code: 'CONFLICT', hint: 'unavailable' })
    expect(refused.message).toBe('An amount like this cannot be paid online: ask how else to pay')
    expect(calls).toEqual([])
  })

  it('is what the business may not charge yet, until it may', async () => {
    const own = await makeBusiness(database)
    const invoice = await own.sentInvoice()
    const link = await linkTo(own, invoice.id)
    const pending = await outside.stripe.accounts.create({ metadata: { simulate_pending: 'true' } })
    await database.admin(
      'insert into app.stripe_accounts (account, tenant_id, charges_enabled) values ($1, $2, false)',
      [pending.id, own.tenantId],
    )
    expect(presentPortalInvoice((await view(link.hash))!).pay_state).toBe('unavailable')
    expect(await refusal(payInvoice(tenant(link.hash), payments, link))).toMatchObject({
      code: 'CONFLICT',
      hint: 'unavailable',
    })
    await post(outside.services, `/stripe/onboarding/${pending.id}`, {})
    expect((await payInvoice(tenant(link.hash), payments, link)).checkout_url).toContain('/stripe/checkout/')
    expect(presentPortalInvoice((await view(link.hash))!).pay_state).toBe('payable')
  })

  it('is offered exactly where it works: not at Stripe itself before the business has connected, nor where it was skipped', async () => {
    const own = await makeBusiness(database)
    const invoice = await own.sentInvoice()
    const link = await linkTo(own, invoice.id)
    calls = []
    const offered = async (where: Payments) => presentPortalInvoice((await view(link.hash))!, where).pay_state
    const atStripeItself: Payments = { ...real(), newAccountsCharge: false }
    expect(await offered(atStripeItself)).toBe('unavailable')
    expect(await refusal(payInvoice(tenant(link.hash), atStripeItself, link))).toMatchObject({ hint: 'unavailable' })
    expect(await offered(real())).toBe('payable')
    await updateBusiness(own.as('OWNER'), { online_payments: false })
    expect(await offered(real())).toBe('unavailable')
    expect(await refusal(payInvoice(tenant(link.hash), real(), link))).toMatchObject({ hint: 'unavailable' })
    expect(calls).toEqual([])
    await updateBusiness(own.as('OWNER'), { online_payments: true })
    expect((await payInvoice(tenant(link.hash), payments, link)).checkout_url).toContain('/stripe/checkout/')
  })

  it('PT4 is another invoice of the same business', async () => {
    const { link } = await open()
    const other = await business.sentInvoice()
    const write = tenant(link.hash).write({ action: 'invoices.pay', id: other.id }, [], sql`to_jsonb(true)`, () => null)
    expect(await refusal(write)).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a provider that fails', () => {
  it.each(['down', 'slow'])('leaves the invoice as it was: %s', async (api) => {
    const { invoice, link, pay } = await open()
    await post(outside.services, '/stripe/mode', { api, slow_ms: 5_000 })
    expect(await refusal(payInvoice(tenant(link.hash), hasty, link))).toMatchObject({
      code: 'PROVIDER_ERROR',
      status: 502,
    })
    await post(outside.services, '/stripe/mode', { api: 'up' })
    expect(await claimOf(invoice.id)).toBeNull()
    expect((await pay()).checkout_url).toContain('/stripe/checkout/')
    const events = await database.admin<{ event: string }>(
      `select event from app.outbox where object_id = $1 and event like 'portal.pay%' order by id`,
      [invoice.id],
    )
    expect(events.map(({ event }) => event)).toEqual(['portal.pay.clicked', 'portal.pay.failed', 'portal.pay.clicked'])
  })

  it('MO3 makes one page although its answer was lost', async () => {
    const { invoice, pay } = await open()
    await post(outside.services, '/stripe/mode', { api: 'lose_answer' })
    expect(await refusal(pay())).toMatchObject({ code: 'PROVIDER_ERROR' })
    await post(outside.services, '/stripe/mode', { api: 'up' })
    await pay()
    const all = await outside.stripe.checkout.sessions.list(
      { limit: 100 },
      { stripeAccount: await accountOf(business) },
    )
    expect(all.data.filter((session) => session.metadata?.invoice_id === invoice.id)).toHaveLength(1)
  })
})

describe('at the same time', () => {
  it('MO4 payers share one page, and who comes in between is told to come again', async () => {
    const { invoice } = await open()
    const payers = await Promise.all(Array.from({ length: 16 }, () => linkTo(business, invoice.id)))
    calls = []
    const answers = await Promise.allSettled(payers.map((link) => payInvoice(tenant(link.hash), payments, link)))
    const urls = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.checkout_url] : []))
    const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as AppError] : []))
    expect(new Set(urls).size).toBe(1)
    for (const error of refusals) expect(error).toMatchObject({ code: 'IN_FLIGHT', status: 409, retryAfterSeconds: 1 })
    expect(calls.filter((name) => name === 'createCheckoutSession')).toHaveLength(1)
    expect(await sessionsOf(invoice.id)).toHaveLength(1)
  })

  it('MO6 an invoice that is voided while the page is made is not paid, and the page is closed by a job', async () => {
    const { invoice, link } = await open()
    const meddling: Payments = {
      ...real(),
      createCheckoutSession: async (session) => {
        await voidInvoice(business.as('OWNER'), invoice.id)
        return payments.createCheckoutSession(session)
      },
    }
    expect(await refusal(payInvoice(tenant(link.hash), meddling, link))).toMatchObject({ code: 'GONE' })
    const [session] = await sessionsOf(invoice.id)
    const jobs = await database.admin<NewJob>(
      `select type, key, payload from app.jobs where type = 'CHECKOUT_EXPIRE' and key like $1`,
      [`%${session!.id}`],
    )
    expect(jobs).toMatchObject([{ payload: { invoice_id: invoice.id } }])
  })

  it('MO4 cash that comes in meanwhile keeps the old amount from being paid', async () => {
    const { invoice, link, pay } = await open('100.00')
    const meddling: Payments = {
      ...real(),
      createCheckoutSession: async (session) => {
        await cash(invoice.id, '30.00')
        return payments.createCheckoutSession(session)
      },
    }
    expect(await refusal(payInvoice(tenant(link.hash), meddling, link))).toMatchObject({
      code: 'CONFLICT',
      hint: 'changed',
    })
    await pay()
    expect((await sessionsOf(invoice.id)).map(({ status, amount }) => [status, amount])).toEqual([
      ['EXPIRED', '10000'],
      ['OPEN', '7000'],
    ])
  })
})

const real = (): Payments => {
  const names = [
    'newAccountsCharge',
    'createAccount',
    'getAccount',
    'createAccountLink',
    'createCheckoutSession',
    'expireSession',
    'getSession',
    'findSessionByIntent',
    'getPaymentIntent',
    'listRefunds',
  ] as const
  return Object.fromEntries(names.map((name) => [name, payments[name]])) as unknown as Payments
}

describe('with a key', () => {
  const idem = (hash: string, body = 'a') => ({ scope: `portal:${hash}:POST:pay`, key: 'k-1', hash: body })

  it('a replay answers the same, also after the invoice was paid', async () => {
    const { invoice, link } = await open()
    const first = await payInvoice(tenant(link.hash, { idem: idem(link.hash) }), payments, link, true)
    await cash(invoice.id, '100.00')
    calls = []
    const again = tenant(link.hash, { idem: idem(link.hash) })
    expect(await payInvoice(again, payments, link, true)).toEqual(first)
    expect(again.replayed).toBe(true)
    expect(calls).toEqual([])
  })

  it('another body is refused', async () => {
    const { link } = await open()
    await payInvoice(tenant(link.hash, { idem: idem(link.hash) }), payments, link, true)
    expect(
      await refusal(payInvoice(tenant(link.hash, { idem: idem(link.hash, 'b') }), payments, link, true)),
    ).toMatchObject({ code: 'VALIDATION_ERROR' })
  })

  it('an open page is recorded without asking the provider', async () => {
    const { link, pay } = await open()
    const first = await pay()
    calls = []
    expect(await payInvoice(tenant(link.hash, { idem: idem(link.hash) }), payments, link, true)).toEqual(first)
    expect(calls).toEqual([])
    const again = tenant(link.hash, { idem: idem(link.hash) })
    await payInvoice(again, payments, link, true)
    expect(again.replayed).toBe(true)
  })

  it('a failure frees it', async () => {
    const { link } = await open()
    await post(outside.services, '/stripe/mode', { api: 'down' })
    await refusal(payInvoice(tenant(link.hash, { idem: idem(link.hash) }), payments, link, true))
    await post(outside.services, '/stripe/mode', { api: 'up' })
    expect(
      (await payInvoice(tenant(link.hash, { idem: idem(link.hash) }), payments, link, true)).checkout_url,
    ).toContain('/stripe/checkout/')
  })
})
