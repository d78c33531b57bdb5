import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkoutParams, choose, eventually, post, startTestServices, type TestServices } from './running-services.ts'

let test: TestServices
let account: string

beforeEach(async () => {
  test = await startTestServices({ webhookRetryMs: [20, 50, 100, 500, 500, 500] })
  account = (await test.stripe.accounts.create({ business_profile: { name: 'Ada' } })).id
})
afterEach(() => test.close())

describe('MO7 disputes', () => {
  const dispute = async (body: object) => (await post(test.services, '/stripe/dispute', body)).json()
  const paidIntent = async () => {
    const session = await test.stripe.checkout.sessions.create(checkoutParams(), { stripeAccount: account })
    await choose(session.url ?? '', 'paid')
    const found = await test.stripe.checkout.sessions.retrieve(session.id, {}, { stripeAccount: account })
    return String(found.payment_intent)
  }
  const told = (id: string) =>
    test.received.flatMap(({ event }) => ((event.data.object as { id?: string }).id === id ? [event.type] : []))
  const D = 'charge.dispute.'

  it.each([
    [['needs_response'], [`${D}created`, `${D}funds_withdrawn`], -1],
    [
      ['needs_response', 'under_review', 'won'],
      [`${D}created`, `${D}funds_withdrawn`, `${D}updated`, `${D}closed`, `${D}funds_reinstated`],
      0,
    ],
    [['lost'], [`${D}created`, `${D}funds_withdrawn`, `${D}closed`], -1],
    [['lost', 'won'], [`${D}created`, `${D}funds_withdrawn`, `${D}closed`, `${D}closed`, `${D}funds_reinstated`], 0],
    [['warning_needs_response', 'warning_closed'], [`${D}created`, `${D}closed`], 0],
    [
      ['warning_needs_response', 'needs_response', 'lost'],
      [`${D}created`, `${D}updated`, `${D}funds_withdrawn`, `${D}closed`],
      -1,
    ],
  ])('that go %j tell of it and move the money', async (statuses, events, moved) => {
    const payment_intent = await paidIntent()
    let last = { id: '', status: '', amount: 0, balance_transactions: [] as { amount: number; fee: number }[] }
    for (const status of statuses) last = await dispute({ payment_intent, status })
    expect(last.status).toBe(statuses.at(-1))
    const sum = last.balance_transactions.reduce((total, { amount }) => total + amount, 0)
    expect(sum).toBe(last.amount * moved || 0)
    await eventually(() => told(last.id).length === events.length)
    expect(told(last.id).sort()).toEqual([...events].sort())
    const found = await test.stripe.disputes.list({ payment_intent }, { stripeAccount: account })
    expect(found.data.map(({ id, status }) => ({ id, status }))).toEqual([{ id: last.id, status: last.status }])
    await expect(test.stripe.disputes.retrieve(last.id)).rejects.toThrow('No such dispute')
  })

  it('are found again by their payment, cost a fee, and leave nothing to refund', async () => {
    const payment_intent = await paidIntent()
    const first = await dispute({ payment_intent, amount: 500, reason: 'product_not_received' })
    expect(first).toMatchObject({ amount: 500, reason: 'product_not_received', is_charge_refundable: false })
    expect(first.balance_transactions).toMatchObject([{ amount: -500, fee: 1500, net: -2000 }])
    expect(await dispute({ payment_intent })).toEqual(first)
    await expect(test.stripe.refunds.create({ payment_intent }, { stripeAccount: account })).rejects.toMatchObject({
      code: 'charge_disputed',
    })
    expect((await post(test.services, '/stripe/refund', { payment_intent })).status).toBe(422)
  })

  it('are refused for what is not there', async () => {
    expect((await post(test.services, '/stripe/dispute', { payment_intent: 'pi_none' })).status).toBe(404)
    const payment_intent = await paidIntent()
    for (const wrong of [{ status: 'open' }, { amount: 0 }, { amount: 10 ** 9 }, { amount: '5' }]) {
      expect((await post(test.services, '/stripe/dispute', { payment_intent, ...wrong })).status).toBe(422)
    }
  })
})
