import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'
import { checkoutParams, choose, post, startTestServices, stripeAt, type TestServices } from './running-services.ts'

let test: TestServices
let stripe: Stripe
let account: string
let other: string

beforeAll(async () => {
  test = await startTestServices()
  stripe = test.stripe
  account = (await stripe.accounts.create({ email: 'owner@example.com', country: 'DE' })).id
  other = (await stripe.accounts.create({ email: 'other@example.com' })).id
})
afterAll(() => test.close())

const newSession = (params = checkoutParams()) => stripe.checkout.sessions.create(params, { stripeAccount: account })
const refusal = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Stripe.errors.StripeError)) throw new Error(`No refusal of Stripe: ${error}`)
  return error
}

// With the fetch client these are Headers, whatever the types say.
const isReplayed = (answer: Stripe.Response<object>) =>
  new Headers(answer.lastResponse.headers as Record<string, string>).get('idempotent-replayed') === 'true'

async function paidIntent(): Promise<Stripe.PaymentIntent> {
  const session = await newSession()
  await choose(session.url ?? '', 'paid')
  const paid = await stripe.checkout.sessions.retrieve(session.id, {}, { stripeAccount: account })
  const options = { expand: ['latest_charge'] }
  return stripe.paymentIntents.retrieve(String(paid.payment_intent), options, { stripeAccount: account })
}

describe('accounts', () => {
  it('may charge at once, in the currency of the country', async () => {
    const found = await stripe.accounts.retrieve(account)
    expect(found).toMatchObject({ charges_enabled: true, country: 'DE', default_currency: 'eur', object: 'account' })
  })

  it('waits for its owner when that is simulated', async () => {
    const pending = await stripe.accounts.create({ metadata: { simulate_pending: 'true' } })
    expect(pending).toMatchObject({ charges_enabled: false, details_submitted: false })
    const early = await refusal(stripe.checkout.sessions.create(checkoutParams(), { stripeAccount: pending.id }))
    expect(early.statusCode).toBe(400)
    const link = await stripe.accountLinks.create({
      account: pending.id,
      type: 'account_onboarding',
      refresh_url: 'http://127.0.0.1:1/again',
      return_url: 'http://127.0.0.1:1/settings',
    })
    expect((await fetch(link.url)).status).toBe(200)
    const done = await fetch(link.url, { method: 'POST', redirect: 'manual' })
    expect([done.status, done.headers.get('location')]).toEqual([303, 'http://127.0.0.1:1/settings'])
    expect((await stripe.accounts.retrieve(pending.id)).charges_enabled).toBe(true)
  })

  it('refuses an account that it does not know', async () => {
    const error = await refusal(stripe.checkout.sessions.create(checkoutParams(), { stripeAccount: 'acct_unknown' }))
    expect([error.statusCode, error.code]).toEqual([403, 'account_invalid'])
  })
})

describe('checkout sessions', () => {
  it('are open for a day, with a page', async () => {
    const session = await newSession()
    expect(session.id).toMatch(/^cs_test_a1\w{56}$/)
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 12_500,
      currency: 'usd',
      url: `${test.services.url}/stripe/checkout/${session.id}`,
      metadata: { invoice_id: 'i-1' },
    })
    expect(session.expires_at - session.created).toBe(86_400)
  })

  it('are closed by expire, and then not again', async () => {
    const { id } = await newSession()
    const expired = await stripe.checkout.sessions.expire(id, {}, { stripeAccount: account })
    expect(expired).toMatchObject({ status: 'expired', url: null })
    expect((await refusal(stripe.checkout.sessions.expire(id, {}, { stripeAccount: account }))).statusCode).toBe(400)
  })

  it('WH8 belong to one account: elsewhere they do not exist', async () => {
    const { id } = await newSession()
    for (const options of [{ stripeAccount: other }, {}]) {
      const error = await refusal(stripe.checkout.sessions.retrieve(id, {}, options))
      expect([error.statusCode, error.code]).toEqual([404, 'resource_missing'])
    }
    expect((await stripe.checkout.sessions.list({}, { stripeAccount: other })).data).toEqual([])
  })

  it('are found by their intent', async () => {
    const intent = await paidIntent()
    const found = await stripe.checkout.sessions.list({ payment_intent: intent.id }, { stripeAccount: account })
    expect(found.data.map((session) => session.payment_intent)).toEqual([intent.id])
    expect(found.data[0]).toMatchObject({ status: 'complete', payment_status: 'paid', url: null })
  })

  it('come in pages, the newest first', async () => {
    const made = [await newSession(), await newSession(), await newSession()].map((session) => session.id).reverse()
    const first = await stripe.checkout.sessions.list({ limit: 2 }, { stripeAccount: account })
    expect(first.data.map((session) => session.id)).toEqual(made.slice(0, 2))
    expect(first.has_more).toBe(true)
    const next = { limit: 1, starting_after: made[1] ?? '' }
    const second = await stripe.checkout.sessions.list(next, { stripeAccount: account })
    expect(second.data[0]?.id).toBe(made[2])
  })

  it.each([
    ['an empty name of a line', { line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 100 } }] }],
    ['no lines', { line_items: [] }],
    ['a success address that is none', { success_url: '/done' }],
    ['an address of mail that is none', { customer_email: 'nobody' }],
    ['an empty text', { customer_email: '' }],
    ['an expiry in ten minutes', { expires_at: Math.floor(Date.now() / 1000) + 600 }],
    ['an expiry in two days', { expires_at: Math.floor(Date.now() / 1000) + 172_800 }],
    ['a field that Stripe does not know', { colour: 'red' }],
  ])('refuses %s', async (_, change) => {
    const params = { ...checkoutParams(), ...change } as Stripe.Checkout.SessionCreateParams
    expect(await refusal(newSession(params))).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' })
  })

  it.each([
    ['usd', 49, 'amount_too_small'],
    ['usd', 100_000_000, 'amount_too_large'],
    ['jpy', 49, 'amount_too_small'],
    ['kwd', 1001, 'parameter_invalid_integer'],
    ['isk', 1001, 'parameter_invalid_integer'],
    ['ugx', 12_345, 'parameter_invalid_integer'],
  ])('MO9 refuses %s %i', async (currency, amount, code) => {
    expect((await refusal(newSession(checkoutParams(amount, currency)))).code).toBe(code)
  })

  it.each([
    ['usd', 50],
    ['jpy', 50],
    ['kwd', 1000],
    ['isk', 1000],
    ['idr', 999_999_999_999],
  ])('MO9 takes %s %i', async (currency, amount) => {
    expect((await newSession(checkoutParams(amount, currency))).amount_total).toBe(amount)
  })

  it('MO9 refuses a currency that is none', async () => {
    expect((await refusal(newSession(checkoutParams(100, 'xau')))).statusCode).toBe(400)
  })
})

describe('payment intents and refunds', () => {
  it('tell the charge when asked', async () => {
    const intent = await paidIntent()
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 12_500, metadata: { invoice_id: 'i-1' } })
    const charge = intent.latest_charge as Stripe.Charge
    expect(charge.payment_method_details?.card).toMatchObject({ brand: 'visa', last4: '4242' })
    expect(await (await fetch(charge.receipt_url ?? '')).text()).toContain('125.00 USD')
  })

  it('MO7 refunds in parts, never more than was paid', async () => {
    const intent = await paidIntent()
    const options = { stripeAccount: account }
    const part = await stripe.refunds.create({ payment_intent: intent.id, amount: 2_500 }, options)
    expect(part).toMatchObject({ object: 'refund', amount: 2_500, status: 'succeeded', payment_intent: intent.id })
    const tooMuch = await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 10_001 }, options))
    expect(tooMuch.statusCode).toBe(400)
    await stripe.refunds.create({ payment_intent: intent.id }, options)
    const again = await refusal(stripe.refunds.create({ payment_intent: intent.id }, options))
    expect(again.code).toBe('charge_already_refunded')
    const all = await stripe.refunds.list({ payment_intent: intent.id }, options)
    expect(all.data.map((refund) => refund.amount)).toEqual([10_000, 2_500])
    const now = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] }, options)
    expect(now.latest_charge).toMatchObject({ amount_refunded: 12_500, refunded: true })
  })

  it('refuses to expand what cannot be expanded', async () => {
    const intent = await paidIntent()
    const call = stripe.paymentIntents.retrieve(intent.id, { expand: ['amount'] }, { stripeAccount: account })
    expect((await refusal(call)).statusCode).toBe(400)
  })
})

describe('idempotency keys', () => {
  it('answer the same again, and refuse other parameters', async () => {
    const options = { stripeAccount: account, idempotencyKey: 'pay:1' }
    const first = await stripe.checkout.sessions.create(checkoutParams(), options)
    const second = await stripe.checkout.sessions.create(checkoutParams(), options)
    expect(second.id).toBe(first.id)
    expect(isReplayed(second)).toBe(true)
    const error = await refusal(stripe.checkout.sessions.create(checkoutParams(99), options))
    expect([error.statusCode, error.rawType]).toEqual([400, 'idempotency_error'])
  })

  it('belong to one account, and do not hold a refusal', async () => {
    const key = { idempotencyKey: 'pay:2' }
    await refusal(stripe.checkout.sessions.create(checkoutParams(1), { ...key, stripeAccount: account }))
    const own = await stripe.checkout.sessions.create(checkoutParams(), { ...key, stripeAccount: account })
    const theirs = await stripe.checkout.sessions.create(checkoutParams(), { ...key, stripeAccount: other })
    expect(theirs.id).not.toBe(own.id)
  })
})

describe('errors', () => {
  it.each(['sk_live_123456', 'pk_test_123456', 'nonsense'])('refuses the key %s', async (key) => {
    const config = { host: '127.0.0.1', port: test.services.port, protocol: 'http' as const, maxNetworkRetries: 0 }
    const error = await refusal(new Stripe(key, config).accounts.retrieve(account))
    expect(error).toMatchObject({ statusCode: 401, type: 'StripeAuthenticationError' })
  })

  it('refuses an address that the API does not have', async () => {
    expect((await refusal(stripe.customers.create({}))).statusCode).toBe(404)
  })

  it('serves the same below /stripe', async () => {
    const answer = await fetch(`${test.services.url}/stripe/v1/accounts/${account}`, {
      headers: { authorization: 'Bearer sk_test_local' },
    })
    expect(await answer.json()).toMatchObject({ id: account })
  })

  it('refuses a body that is too large', async () => {
    const body = 'x'.repeat(1024 * 1024 + 1)
    expect((await post(test.services, '/v1/refunds', body)).status).toBe(413)
  })
})

describe('outages', () => {
  const mode = (change: object) => post(test.services, '/stripe/mode', change)

  it('IN3 down: no call succeeds, whether refused or cut', async () => {
    await mode({ api: 'down' })
    for (const _ of [1, 2]) {
      const error = await refusal(stripe.accounts.retrieve(account))
      expect(['StripeAPIError', 'StripeConnectionError']).toContain(error.type)
    }
    await mode({ api: 'up' })
    expect((await stripe.accounts.retrieve(account)).id).toBe(account)
  })

  it('IN3 slow: the caller gives up first', async () => {
    await mode({ api: 'slow', slow_ms: 400 })
    const hasty = stripeAt(test.services, { timeout: 100 })
    expect((await refusal(hasty.accounts.retrieve(account))).type).toBe('StripeConnectionError')
    expect((await stripe.accounts.retrieve(account)).id).toBe(account)
    await mode({ api: 'up' })
  })

  it('MO3 lose_answer: the work is done, and the same key finds it', async () => {
    await mode({ api: 'lose_answer' })
    const options = { stripeAccount: other, idempotencyKey: 'lost:1' }
    const lost = await refusal(stripe.checkout.sessions.create(checkoutParams(), options))
    expect(lost.type).toBe('StripeConnectionError')
    await mode({ api: 'up' })
    const found = await stripe.checkout.sessions.create(checkoutParams(), options)
    expect(isReplayed(found)).toBe(true)
  })

  it('refuses a mode that it does not have', async () => {
    expect((await mode({ api: 'sideways' })).status).toBe(422)
  })
})

describe('shapes', () => {
  it.skipIf(!hasSharedData)('have every field of the objects that Stripe publishes', async () => {
    const { resources } = JSON.parse(readFileSync(join(SHARED_DATA, 'stripe/fixtures3.json'), 'utf8'))
    const intent = await paidIntent()
    const session = await newSession()
    const refund = await stripe.refunds.create({ payment_intent: intent.id }, { stripeAccount: account })
    const events = await stripe.events.list({}, { stripeAccount: account })
    const made: Record<string, object> = {
      account: await stripe.accounts.retrieve(account),
      'checkout.session': session,
      payment_intent: { ...intent, latest_charge: null },
      charge: intent.latest_charge as Stripe.Charge,
      refund,
      event: events.data[0] ?? {},
    }
    for (const [name, object] of Object.entries(made)) {
      const missing = Object.keys(resources[name]).filter((field) => !Object.hasOwn(object, field))
      expect({ name, missing }).toEqual({ name, missing: [] })
    }
  })
})
