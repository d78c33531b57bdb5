import { beforeAll, describe, expect, it } from 'vitest'
import { apiClient, payAtCheckout, type SignedUp, until } from '../support/api.ts'
import { useOwnStack } from '../support/shared-stack.ts'
import { comeBack, JSON_ONLY, leave, openBusiness, pay, type Sent } from './portal/business.ts'

const stack = useOwnStack()
let owner: SignedUp
let send: () => Promise<Sent>
beforeAll(async () => {
  ;({ owner, send } = await openBusiness(stack))
}, 60_000)

const guest = () => apiClient(stack)
const get = (address: string) => guest().get(address)
const press = (link: string, headers: Record<string, string> = {}) => guest().call('POST', `${link}/pay`, { headers })
const checkout = (link: string) => press(link).then(({ headers }) => headers.get('Location') ?? '')
const stripeMode = (mode: object) => guest().post('/local/stripe/mode', mode)
const invoiceNow = async ({ id }: Sent) => (await owner.api.get(`/v1/invoices/${id}`)).body.data
const isPaid = (invoice: { status: string }) => invoice.status === 'PAID'

describe('webhooks that come late, often, or never', () => {
  it('WH3 WH4 the same webhooks ten times, shuffled, are one payment', async () => {
    const sent = await send()
    await pay(stack, owner, sent)
    const again = await guest().post('/local/stripe/redeliver', { times: 10, shuffle: true })
    expect(again.status, again.text).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect((await owner.api.get(`/v1/payments?invoice_id=${sent.id}`)).body.data).toHaveLength(1)
    expect((await invoiceNow(sent)).amount_paid).toBe('200.00')
  })

  it('WH13 a lost webhook heals by the sweep', async () => {
    const sent = await send()
    const page = await checkout(sent.link)
    await stripeMode({ webhooks: 'off' })
    await payAtCheckout(page, 'paid')
    expect((await invoiceNow(sent)).status).toBe('SENT')
    await stripeMode({ webhooks: 'on' })
    await guest().post('/local/clock', { advance_ms: 2 * 3600 * 1000 })
    await until(() => invoiceNow(sent), isPaid)
  })

  it('WH13 of a bank payment: that it is on its way, and that it failed', async () => {
    const sent = await send()
    const page = await checkout(sent.link)
    await stripeMode({ webhooks: 'off' })
    await payAtCheckout(page, 'async_pending')
    await guest().post('/local/clock', { advance_ms: 2 * 3600 * 1000 })
    const waiting = await until(
      () => get(sent.link),
      ({ text }) => text.includes('Your bank payment is on its way'),
    )
    expect(waiting.text).not.toContain('<form')
    await payAtCheckout(page, 'async_failed')
    await guest().post('/local/clock', { advance_ms: 2 * 3600 * 1000 })
    await until(
      () => get(sent.link),
      ({ text }) => text.includes('Your bank refused the payment'),
    )
    await stripeMode({ webhooks: 'on' })
    await pay(stack, owner, sent)
  })

  it('MO7 refunds of the dashboard: pending for days, then there, then not', async () => {
    const sent = await send()
    await pay(stack, owner, sent)
    const { data } = (await owner.api.get(`/v1/payments?invoice_id=${sent.id}`)).body
    expect(data).toHaveLength(1)
    const [{ intent }] = (await stack.admin<{ intent: string }>(
      'select provider_payment_id as intent from payments where invoice_id = $1',
      [sent.id],
    )) as [{ intent: string }]
    const refund = async (body: object) => (await guest().post('/local/stripe/refund', body)).body
    const made = await refund({ payment_intent: intent, amount: 5_000, status: 'pending' })
    expect(made.status).toBe('pending')
    const isOf = (amount: string) =>
      until(
        () => invoiceNow(sent),
        (invoice) => invoice.amount_paid === amount,
      )
    await isOf('200.00')
    await refund({ refund: made.id, status: 'succeeded' })
    await isOf('150.00')
    await refund({ refund: made.id, status: 'failed' })
    await isOf('200.00')
  })

  it('H-API-28 a refund whose answer is lost is found at Stripe, and not made twice', async () => {
    const sent = await send()
    await pay(stack, owner, sent)
    const [paid] = (await owner.api.get(`/v1/payments?invoice_id=${sent.id}`)).body.data
    const refund = (amount: string) =>
      owner.api.post(`/v1/payments/${paid.id}/refund`, { amount, reason: 'Half a day less' })
    await stripeMode({ webhooks: 'off', api: 'lose_answer' })
    const asked = await refund('50.00')
    expect(asked.status).toBe(200)
    expect(asked.body.data).toMatchObject({ refund_pending: '50.00', refundable: '150.00' })
    expect((await invoiceNow(sent)).amount_paid).toBe('200.00')
    expect((await refund('50.00')).status).toBe(409)
    await stripeMode({ api: 'up' })
    await guest().post('/local/clock', { advance_ms: 5 * 60 * 1000 })
    await until(
      () => invoiceNow(sent),
      (invoice) => invoice.amount_paid === '150.00',
    )
    await stripeMode({ webhooks: 'on' })
    expect((await refund('150.01')).body.error.details[0]).toMatchObject({ field: 'amount' })
    expect((await refund('150.00')).body.data).toMatchObject({ refund_pending: '0.00', refundable: '0.00' })
    expect((await invoiceNow(sent)).amount_paid).toBe('0.00')
  })

  it('MO7 a dispute: shown while it is open, returned money when it is lost, and back when it is won after all', async () => {
    const sent = await send()
    await pay(stack, owner, sent)
    const [{ intent }] = (await stack.admin<{ intent: string }>(
      'select provider_payment_id as intent from payments where invoice_id = $1',
      [sent.id],
    )) as [{ intent: string }]
    const dispute = async (status?: string) =>
      (await guest().post('/local/stripe/dispute', { payment_intent: intent, status })).body
    expect((await dispute()).status).toBe('needs_response')
    const isNow = (paid: string, status: string) =>
      until(
        () => invoiceNow(sent),
        (invoice) => invoice.amount_paid === paid && invoice.disputes[0]?.status === status,
      )
    const shown = await isNow('200.00', 'NEEDS_RESPONSE')
    expect(shown.status).toBe('PAID')
    const open = (await owner.api.get('/v1/disputes?status=OPEN')).body.data
    expect(open).toMatchObject([{ invoice_id: sent.id, invoice_number: sent.number, contact_name: 'Jane Okafor' }])
    await dispute('lost')
    await isNow('0.00', 'LOST')
    expect((await get(sent.link)).text).not.toMatch(/disput/i)
    await dispute('won')
    await isNow('200.00', 'WON')
    await guest().post('/local/stripe/redeliver', { times: 3, shuffle: true })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect((await invoiceNow(sent)).amount_paid).toBe('200.00')
    expect((await owner.api.get('/v1/disputes?status=OPEN')).body.data).toEqual([])
  })

  it('WH13 refunds and disputes of which no word came are found', async () => {
    const sent = await send()
    await pay(stack, owner, sent)
    const [{ intent }] = (await stack.admin<{ intent: string }>(
      'select provider_payment_id as intent from payments where invoice_id = $1',
      [sent.id],
    )) as [{ intent: string }]
    const isPaid = (amount: string) =>
      until(
        () => invoiceNow(sent),
        (invoice) => invoice.amount_paid === amount,
      )
    await stripeMode({ webhooks: 'off' })
    const refund = await guest().post('/local/stripe/refund', { payment_intent: intent, amount: 5_000 })
    await guest().post('/local/clock', { advance_ms: 2 * 3600 * 1000 })
    await isPaid('150.00')
    await guest().post('/local/stripe/refund', { refund: refund.body.id, status: 'failed' })
    await guest().post('/local/stripe/dispute', { payment_intent: intent, status: 'lost' })
    await guest().post('/local/clock', { advance_ms: 2 * 3600 * 1000 })
    await isPaid('0.00')
    await stripeMode({ webhooks: 'on' })
  })

  it('who is faster than the webhook is told so, and the page looks again by itself', async () => {
    const sent = await send()
    await stripeMode({ webhooks: 'off' })
    const { page, cookie } = await leave(stack, sent.link)
    const back = await payAtCheckout(page, 'paid')
    const first = await get(await comeBack(stack, back.headers.get('Location'), cookie))
    expect(first.text).toContain('We are confirming your payment')
    expect(first.text).toContain('<meta http-equiv="refresh" content="3;url=?checkout=done&amp;looks=1"/>')
    expect(first.text).not.toContain('<form')
    const last = await get(`${sent.link}?checkout=done&looks=5`)
    expect(last.text).toContain('Please do not pay again')
    expect(last.text).not.toContain('http-equiv="refresh"')
    await stripeMode({ webhooks: 'on' })
    await guest().post('/local/stripe/redeliver', { times: 1 })
    const paid = await until(
      () => get(`${sent.link}?checkout=done`),
      ({ text }) => text.includes('Paid, thank you'),
    )
    expect(paid.text).not.toContain('http-equiv="refresh"')
  })
})

describe('IN3 Stripe is down', () => {
  it('H-MON-4 paying is 502 that says so, and the invoice is intact and payable', async () => {
    const sent = await send()
    await stripeMode({ api: 'down' })
    const [page, json] = [await press(sent.link), await press(sent.link, JSON_ONLY.headers)]
    await stripeMode({ api: 'up' })
    expect([page.status, json.status, json.body.error.code]).toEqual([502, 502, 'PROVIDER_ERROR'])
    for (const text of ['Nothing was charged', 'Try again', '<form']) expect(page.text).toContain(text)
    expect((await invoiceNow(sent)).status).toBe('SENT')
    await pay(stack, owner, sent)
  })

  it('connecting an account is 502 and keeps nothing', async () => {
    const of = (await openBusiness(stack)).owner
    await stripeMode({ api: 'down' })
    const refused = await of.api.post('/v1/stripe-account')
    await stripeMode({ api: 'up' })
    expect([refused.status, refused.body.error.code]).toEqual([502, 'PROVIDER_ERROR'])
    expect((await of.api.get('/v1/stripe-account')).body.data.account).toBeNull()
    expect((await of.api.post('/v1/stripe-account')).status).toBe(201)
  })
})
