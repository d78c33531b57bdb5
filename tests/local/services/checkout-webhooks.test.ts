import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  checkoutParams,
  choose,
  eventually,
  post,
  startTestServices,
  type TestServices,
  WEBHOOK_SECRET,
} from './running-services.ts'

let test: TestServices
let account: string

beforeEach(async () => {
  test = await startTestServices({ webhookRetryMs: [20, 50, 100, 500, 500, 500] })
  account = (await test.stripe.accounts.create({ business_profile: { name: '<Ada> & Sons' } })).id
  await eventually(() => test.received.length === 1)
  test.received.length = 0
})
afterEach(() => test.close())

const open = () => test.stripe.checkout.sessions.create(checkoutParams(), { stripeAccount: account })
const read = (id: string) =>
  test.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] }, { stripeAccount: account })
const types = () => test.received.map(({ event }) => event.type).sort()
const DONE = ['charge.succeeded', 'checkout.session.completed', 'payment_intent.created', 'payment_intent.succeeded']

describe('the checkout page', () => {
  it('shows amount, business and ways to pay, and escapes what it shows', async () => {
    const session = await open()
    const page = await (await fetch(session.url ?? '')).text()
    expect(page).toContain('125.00 USD')
    expect(page).toContain('&#60;Ada&#62; &#38; Sons')
    expect(page).not.toContain('<Ada>')
    expect([...page.matchAll(/value="(\w+)"/g)].map((match) => match[1])).toEqual(['paid', 'declined', 'async_pending'])
  })

  it('paid: the customer goes on, and the money is told', async () => {
    const session = await open()
    const answer = await choose(session.url ?? '', 'paid')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`http://127.0.0.1:1/done?session=${session.id}`)
    expect(await read(session.id)).toMatchObject({ status: 'complete', payment_intent: { status: 'succeeded' } })
    await eventually(() => test.received.length === 4)
    expect(types()).toEqual(DONE)
    expect(test.received.every(({ event }) => event.account === account)).toBe(true)
  })

  it('MO4 two clicks at once pay once', async () => {
    const session = await open()
    const answers = await Promise.all([1, 2, 3].map(() => choose(session.url ?? '', 'paid')))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409])
    await eventually(() => test.received.length === 4)
    expect(types()).toEqual(DONE)
  })

  it('declined: the session stays open and can be paid', async () => {
    const session = await open()
    const answer = await choose(session.url ?? '', 'declined')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, 'http://127.0.0.1:1/back'])
    const declined = await read(session.id)
    expect(declined.payment_intent).toMatchObject({ status: 'requires_payment_method' })
    expect(declined).toMatchObject({ status: 'open', payment_status: 'unpaid' })
    expect((await choose(session.url ?? '', 'paid')).status).toBe(303)
    const intents = [declined, await read(session.id)].map((found) => (found.payment_intent as Stripe.PaymentIntent).id)
    expect(intents[0]).toBe(intents[1])
  })

  it.each([
    ['async_paid', 'paid', 'succeeded', 'checkout.session.async_payment_succeeded'],
    ['async_failed', 'unpaid', 'requires_payment_method', 'checkout.session.async_payment_failed'],
  ])('WH9 the bank decides later: %s', async (outcome, paymentStatus, status, type) => {
    const session = await open()
    expect((await choose(session.url ?? '', 'async_pending')).status).toBe(303)
    expect(await read(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'processing' },
    })
    expect((await choose(session.url ?? `${test.services.url}/stripe/checkout/${session.id}`, 'paid')).status).toBe(409)
    expect((await choose(`${test.services.url}/stripe/checkout/${session.id}`, outcome)).status).toBe(303)
    expect(await read(session.id)).toMatchObject({ payment_status: paymentStatus, payment_intent: { status } })
    await eventually(() => types().includes(type))
    expect((await choose(`${test.services.url}/stripe/checkout/${session.id}`, outcome)).status).toBe(409)
  })

  it('an expired session cannot be paid', async () => {
    const session = await open()
    await test.stripe.checkout.sessions.expire(session.id, {}, { stripeAccount: account })
    const answer = await choose(session.url ?? '', 'paid')
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('expired')
    await eventually(() => types().includes('checkout.session.expired'))
  })

  it('product time expires a session', async () => {
    const session = await open()
    const moved = await post(test.services, '/clock', { advance_ms: 86_400_000 })
    const { now } = (await moved.json()) as { now: string }
    expect(Date.parse(now) - Date.now()).toBeGreaterThan(86_000_000)
    await eventually(() => types().includes('checkout.session.expired'))
    expect((await choose(session.url ?? '', 'paid')).status).toBe(409)
  })

  it('knows only its own pages and outcomes', async () => {
    expect((await fetch(`${test.services.url}/stripe/checkout/cs_test_none`)).status).toBe(404)
    expect((await choose((await open()).url ?? '', 'free')).status).toBe(400)
  })
})

describe('webhooks', () => {
  it('WH1 are signed so that the library accepts them, and nothing else', async () => {
    await choose((await open()).url ?? '', 'paid')
    await eventually(() => test.received.length === 4)
    for (const { payload, signature } of test.received) {
      const event = await Stripe.webhooks.constructEventAsync(payload, signature, WEBHOOK_SECRET)
      expect(event.object).toBe('event')
      await expect(Stripe.webhooks.constructEventAsync(payload, signature, 'whsec_other')).rejects.toThrow()
      await expect(Stripe.webhooks.constructEventAsync(`${payload} `, signature, WEBHOOK_SECRET)).rejects.toThrow()
    }
  })

  it('WH10 come again until they are taken', async () => {
    test.answerWebhooks(503)
    await choose((await open()).url ?? '', 'paid')
    await new Promise((done) => setTimeout(done, 30))
    test.answerWebhooks(200)
    await eventually(() => test.received.length === 4)
    expect(types()).toEqual(DONE)
  })

  it('are given up after a bounded number of times', async () => {
    await test.restart({ webhookRetryMs: [1, 1] })
    test.answerWebhooks(503)
    const before = test.attempts()
    await choose((await open()).url ?? '', 'paid')
    await eventually(() => test.attempts() === before + 4 * 3)
    await new Promise((done) => setTimeout(done, 50))
    expect(test.attempts()).toBe(before + 4 * 3)
  })

  it('survive a restart while they wait', async () => {
    test.answerWebhooks(503)
    await choose((await open()).url ?? '', 'paid')
    await test.restart()
    test.answerWebhooks(200)
    await eventually(() => test.received.length === 4)
    expect(types()).toEqual(DONE)
  })

  it('WH13 switched off they are lost, until somebody asks for them again', async () => {
    await post(test.services, '/stripe/mode', { webhooks: 'off' })
    await choose((await open()).url ?? '', 'paid')
    await post(test.services, '/stripe/mode', { webhooks: 'on' })
    await new Promise((done) => setTimeout(done, 100))
    expect(types()).toEqual([])
    const answer = await post(test.services, '/stripe/redeliver', { times: 1, type: 'payment_intent.succeeded' })
    expect(await answer.json()).toEqual({ delivered: 1, failed: 0 })
    expect(types()).toEqual(['payment_intent.succeeded'])
  })

  it('are lost as well when they wait while webhooks are switched off', async () => {
    // Each is tried again and again within the time that webhooks are off, however slow the machine is.
    await test.restart({ webhookRetryMs: Array.from({ length: 200 }, () => 40) })
    test.answerWebhooks(503)
    // What was delivered as the services ended is delivered again.
    test.received.length = 0
    await choose((await open()).url ?? '', 'paid')
    await eventually(() => test.attempts() >= 5)
    await post(test.services, '/stripe/mode', { webhooks: 'off' })
    test.answerWebhooks(200)
    await new Promise((done) => setTimeout(done, 800))
    await post(test.services, '/stripe/mode', { webhooks: 'on' })
    await new Promise((done) => setTimeout(done, 200))
    expect(types()).toEqual([])
  })

  it('WH3 are sent again ten times in any order, the same bytes each time', async () => {
    await choose((await open()).url ?? '', 'paid')
    await eventually(() => test.received.length === 4)
    const answer = await post(test.services, '/stripe/redeliver', { times: 10, shuffle: true })
    expect(await answer.json()).toEqual({ delivered: 50, failed: 0 })
    expect(new Set(test.received.map(({ payload }) => payload)).size).toBe(5)
    const round = (await test.stripe.events.list({}, { stripeAccount: account })).data
      .map((event) => event.id)
      .reverse()
    const inOrder = test.received.slice(4).filter(({ event }, index) => event.id === round[index % 5])
    expect(inOrder.length).toBeLessThan(30)
  })

  it('tells how many nobody took', async () => {
    test.answerWebhooks(500)
    const answer = await post(test.services, '/stripe/redeliver', { times: 2, shuffle: false })
    expect(await answer.json()).toEqual({ delivered: 0, failed: 2 })
    expect((await post(test.services, '/stripe/redeliver', { times: 0 })).status).toBe(422)
  })

  it('keep the object as it was when it happened', async () => {
    const session = await open()
    await choose(session.url ?? '', 'paid')
    const { payment_intent: intent } = await test.stripe.checkout.sessions.retrieve(
      session.id,
      {},
      { stripeAccount: account },
    )
    await test.stripe.refunds.create({ payment_intent: String(intent) }, { stripeAccount: account })
    await eventually(() => types().includes('charge.refunded'))
    const charges = await test.stripe.events.list(
      { types: ['charge.succeeded', 'charge.refunded'] },
      { stripeAccount: account },
    )
    const amounts = charges.data.map((event) => (event.data.object as Stripe.Charge).amount_refunded)
    expect(amounts).toEqual([12_500, 0])
  })

  it('MO7 tell of a refund of the dashboard that is pending, succeeds, and fails after all', async () => {
    const session = await open()
    await choose(session.url ?? '', 'paid')
    const { payment_intent } = await test.stripe.checkout.sessions.retrieve(session.id, {}, { stripeAccount: account })
    const refund = async (body: object) => (await post(test.services, '/stripe/refund', body)).json()
    const made = (await refund({ payment_intent, amount: 500, status: 'pending' })) as Stripe.Refund
    expect(made).toMatchObject({ object: 'refund', amount: 500, status: 'pending' })
    const listed = async () =>
      (await test.stripe.refunds.list({ payment_intent: String(payment_intent) }, { stripeAccount: account })).data
    const refunded = async () => {
      const intent = await test.stripe.paymentIntents.retrieve(
        String(payment_intent),
        { expand: ['latest_charge'] },
        { stripeAccount: account },
      )
      return (intent.latest_charge as Stripe.Charge).amount_refunded
    }
    await eventually(() => types().includes('refund.created'))
    expect(await refund({ refund: made.id, status: 'succeeded' })).toMatchObject({ status: 'succeeded' })
    expect([(await listed())[0]!.status, await refunded()]).toEqual(['succeeded', 500])
    await refund({ refund: made.id, status: 'failed' })
    expect([(await listed())[0]!.status, await refunded()]).toEqual(['failed', 0])
    await eventually(() => ['refund.updated', 'refund.failed'].every((type) => types().includes(type)))
    const other = (await refund({ payment_intent, amount: 700, status: 'pending' })) as Stripe.Refund
    expect(await refunded()).toBe(700)
    expect(await refund({ refund: other.id, status: 'canceled' })).toMatchObject({ status: 'canceled' })
    expect(await refunded()).toBe(0)
    expect((await post(test.services, '/stripe/refund', { payment_intent, amount: 99_999_999 })).status).toBe(422)
    expect((await post(test.services, '/stripe/refund', { payment_intent: 'pi_none' })).status).toBe(404)
    expect((await post(test.services, '/stripe/refund', { refund: 're_none' })).status).toBe(404)
    expect((await post(test.services, '/stripe/refund', { payment_intent, status: 'lost' })).status).toBe(422)
  })
})

describe('a restart', () => {
  it('finds everything that was answered, on the same port', async () => {
    const session = await open()
    const { url } = test.services
    await choose(session.url ?? '', 'paid')
    await post(test.services, '/clock', { advance_ms: 3_600_000 })
    await test.restart()
    expect(test.services.url).toBe(url)
    const found = await read(session.id)
    expect(found).toMatchObject({ status: 'complete', payment_status: 'paid', payment_intent: { status: 'succeeded' } })
    expect((await test.stripe.events.list({}, { stripeAccount: account })).data).toHaveLength(5)
    const later = await open()
    expect(later.created - session.created).toBeGreaterThanOrEqual(3_600)
  })
})
