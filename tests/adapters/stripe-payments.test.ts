import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewCheckoutSession, Payments, PaymentsAnswer } from '../../core/services/ports.ts'
import { stripePayments } from '../../workers/adapters/stripe/payments.ts'
import {
  checkoutParams,
  choose,
  post,
  startTestServices,
  type TestServices,
} from '../local/services/running-services.ts'

let test: TestServices
let payments: Payments
let account: string
let count = 0

beforeAll(async () => {
  test = await startTestServices()
  payments = stripePayments({ secretKey: 'sk_test_local', apiUrl: test.services.url })
  account = value(
    await payments.createAccount({ tenantId: 't-1', name: 'Ada', email: 'ada@example.com', country: 'GB' }),
  ).id
})
afterAll(() => test.close())

function value<T>(answer: PaymentsAnswer<T>): T {
  if (answer.outcome !== 'ok') throw new Error(`${answer.outcome}: ${answer.reason}`)
  return answer.value
}

const wanted = (change: Partial<NewCheckoutSession> = {}): NewCheckoutSession => ({
  account,
  key: `pay:${++count}`,
  amount: 12_500n,
  currency: 'USD',
  description: 'Invoice INV-1',
  invoiceId: 'i-1',
  invoiceNumber: 'INV-1',
  customerEmail: 'customer@example.com',
  successUrl: 'http://127.0.0.1:1/done',
  cancelUrl: 'http://127.0.0.1:1/back',
  ...change,
})

async function paid(change: Partial<NewCheckoutSession> = {}, outcome = 'paid') {
  const session = value(await payments.createCheckoutSession(wanted(change)))
  await choose(session.url ?? '', outcome)
  return value(await payments.getSession(account, session.id))
}

describe('accounts', () => {
  it('are created once per business', async () => {
    const again = await payments.createAccount({
      tenantId: 't-1',
      name: 'Ada',
      email: 'ada@example.com',
      country: 'GB',
    })
    expect(value(again)).toEqual({
      id: account,
      chargesEnabled: true,
      detailsSubmitted: true,
      country: 'GB',
      currency: 'GBP',
    })
    expect(value(await payments.getAccount(account)).id).toBe(account)
    expect(await payments.getAccount('acct_none')).toMatchObject({ outcome: 'refused', code: 'account_invalid' })
  })

  it('can be asked for again with a corrected name', async () => {
    const one = { tenantId: 't-2', name: 'Ada', email: 'ada@example.com', country: 'GB' }
    value(await payments.createAccount(one))
    expect(await payments.createAccount({ ...one, name: 'Ada & Co' })).toMatchObject({ outcome: 'ok' })
  })

  it('have a page for their owner', async () => {
    const link = { account, returnUrl: 'http://127.0.0.1:1/a', refreshUrl: 'http://127.0.0.1:1/b' }
    const { url, expiresAt } = value(await payments.createAccountLink(link))
    expect(url).toContain(account)
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now())
  })
})

describe('checkout sessions', () => {
  it('are open until they are paid', async () => {
    const expiresAt = new Date(Math.floor(Date.now() / 1000) * 1000 + 7_200_000)
    const session = value(await payments.createCheckoutSession(wanted({ expiresAt })))
    const { id, url } = session
    expect(session).toEqual({
      id,
      url,
      status: 'open',
      paid: false,
      expiresAt,
      paymentIntent: null,
      amount: 12_500n,
      currency: 'USD',
      invoiceId: 'i-1',
    })
    await choose(url ?? '', 'paid')
    const done = value(await payments.getSession(account, id))
    expect(done).toMatchObject({ status: 'complete', paid: true, url: null })
    expect(value(await payments.findSessionByIntent(account, done.paymentIntent ?? ''))?.id).toBe(id)
    expect(value(await payments.findSessionByIntent(account, 'pi_none'))).toBeNull()
  })

  it('are the same for the same key, and refused for another amount with it', async () => {
    const first = wanted()
    const one = value(await payments.createCheckoutSession(first))
    expect(value(await payments.createCheckoutSession(first)).id).toBe(one.id)
    const other = await payments.createCheckoutSession({ ...first, amount: 1n + first.amount })
    expect(other).toMatchObject({ outcome: 'refused', code: 'idempotency_error' })
  })

  it('expire, and tell when they were paid instead', async () => {
    const open = value(await payments.createCheckoutSession(wanted()))
    expect(value(await payments.expireSession(account, open.id)).status).toBe('expired')
    expect(value(await payments.expireSession(account, open.id)).status).toBe('expired')
    const done = await paid()
    expect(value(await payments.expireSession(account, done.id))).toMatchObject({ status: 'complete', paid: true })
    expect(await payments.expireSession(account, 'cs_test_none')).toMatchObject({ code: 'resource_missing' })
  })

  it.each([
    ['JPY', 500n, '500 JPY'],
    ['ISK', 500n, '500.00 ISK'],
    ['MGA', 50_000n, '500 MGA'],
    ['KWD', 1_230n, '1.230 KWD'],
    ['USD', 50n, '0.50 USD'],
  ])('MO9 charge %s %s', async (currency, amount, shown) => {
    const session = value(await payments.createCheckoutSession(wanted({ currency, amount })))
    expect(session).toMatchObject({ amount, currency })
    expect(await (await fetch(session.url ?? '')).text()).toContain(shown)
  })

  it.each([
    ['USD', 49n, 'too_small'],
    ['USD', 0n, 'not_positive'],
    ['KWD', 1_231n, 'not_payable_exactly'],
    ['MGA', 50_001n, 'not_payable_exactly'],
    ['XAU', 100n, 'unknown_currency'],
  ])('MO9 refuse %s %s', async (currency, amount, code) => {
    expect(await payments.createCheckoutSession(wanted({ currency, amount }))).toMatchObject({
      outcome: 'refused',
      code,
    })
  })

  it('go without an address of mail that Stripe would refuse', async () => {
    expect(value(await payments.createCheckoutSession(wanted({ customerEmail: 'not an address' }))).status).toBe('open')
  })
})

describe('payment intents', () => {
  const intentOf = async (session: { paymentIntent: string | null }) =>
    value(await payments.getPaymentIntent(account, session.paymentIntent ?? ''))

  it('tell what was received, how, and what went back', async () => {
    const session = await paid()
    await test.stripe.refunds.create(
      { payment_intent: session.paymentIntent ?? '', amount: 2_500 },
      { stripeAccount: account },
    )
    const intent = await intentOf(session)
    expect(intent).toMatchObject({
      status: 'succeeded',
      amountReceived: 12_500n,
      amountRefunded: 2_500n,
      currency: 'USD',
      methodLabel: 'Visa ending 4242',
      failure: null,
      invoiceId: 'i-1',
    })
    expect((await fetch(intent.receiptUrl ?? '')).status).toBe(200)
    const refunds = value(await payments.listRefunds(account, intent.id))
    expect(refunds).toMatchObject([{ status: 'SUCCEEDED', amount: 2_500n, currency: 'USD' }])
  })

  it('wait, fail and succeed', async () => {
    const waiting = await paid({}, 'async_pending')
    expect(waiting).toMatchObject({ status: 'complete', paid: false })
    expect(await intentOf(waiting)).toMatchObject({
      status: 'pending',
      amountReceived: 0n,
      methodLabel: 'Bank account ending 6789',
    })
    const declined = await paid({}, 'declined')
    expect(declined).toMatchObject({ status: 'open', paid: false })
    expect(await intentOf(declined)).toMatchObject({ status: 'unpaid', failure: 'Your card was declined.' })
    expect(await payments.getPaymentIntent(account, 'pi_none')).toMatchObject({ code: 'resource_missing' })
  })
})

describe('IN3 outages', () => {
  const mode = (change: object) => post(test.services, '/stripe/mode', change)

  it.each(['down', 'slow', 'lose_answer'])(
    '%s is unavailable, never a refusal, and the key makes it whole',
    async (api) => {
      const hasty = stripePayments({ secretKey: 'sk_test_local', apiUrl: test.services.url, timeoutMs: 200 })
      const session = wanted()
      await mode({ api, slow_ms: 600 })
      expect(await hasty.createCheckoutSession(session)).toMatchObject({ outcome: 'unavailable' })
      await mode({ api: 'up' })
      const before = (await test.stripe.checkout.sessions.list({ limit: 100 }, { stripeAccount: account })).data.length
      value(await hasty.createCheckoutSession(session))
      const after = (await test.stripe.checkout.sessions.list({ limit: 100 }, { stripeAccount: account })).data.length
      expect(after - before).toBe(api === 'down' ? 1 : 0)
    },
  )

  it('an account is disconnected once, also where the answer was lost, and is none of ours then', async () => {
    const ours = stripePayments({ secretKey: 'sk_test_local', clientId: 'ca_local', apiUrl: test.services.url })
    const made = async (tenantId: string) =>
      value(await ours.createAccount({ tenantId, name: 'Bo', email: 'bo@example.com' })).id
    const [one, other] = [await made('t-2'), await made('t-3')]
    value(await ours.disconnect(one))
    expect(await ours.getAccount(one)).toMatchObject({ outcome: 'refused', code: 'account_invalid' })
    value(await ours.disconnect(one))
    await mode({ api: 'lose_answer' })
    expect(await ours.disconnect(other)).toMatchObject({ outcome: 'unavailable' })
    await mode({ api: 'up' })
    value(await ours.disconnect(other))
    const another = stripePayments({ secretKey: 'sk_test_local', clientId: 'another', apiUrl: test.services.url })
    expect(await another.disconnect(account)).toMatchObject({ outcome: 'refused' })
    expect(await payments.disconnect(account)).toMatchObject({ outcome: 'refused', code: 'no_client_id' })
    expect(value(await ours.getAccount(account)).id).toBe(account)
  })

  it('a wrong key is refused', async () => {
    const wrong = stripePayments({ secretKey: 'sk_live_nothing', apiUrl: test.services.url })
    expect(await wrong.getAccount(account)).toMatchObject({ outcome: 'refused', code: 'authentication_error' })
  })

  it('nobody there is unavailable', async () => {
    const nobody = stripePayments({ secretKey: 'sk_test_local', apiUrl: 'http://127.0.0.1:9', timeoutMs: 200 })
    expect(await nobody.getAccount(account)).toMatchObject({ outcome: 'unavailable' })
  })

  it('works below a path', async () => {
    const below = stripePayments({ secretKey: 'sk_test_local', apiUrl: `${test.services.url}/stripe/` })
    expect(value(await below.getAccount(account)).id).toBe(account)
    expect(value(await below.createCheckoutSession(wanted())).amount).toBe(
      BigInt(checkoutParams().line_items?.length ?? 0) * 12_500n,
    )
  })
})
