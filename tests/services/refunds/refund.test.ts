import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { newId } from '../../../core/db/ids.ts'
import { createCreditNote } from '../../../core/services/credit-notes/create.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { getPaymentRow } from '../../../core/services/payments/get.ts'
import { listPayments, listUnapplied } from '../../../core/services/payments/list.ts'
import { presentPayment } from '../../../core/services/payments/present.ts'
import { returnUnapplied } from '../../../core/services/payments/return-unapplied.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import { refundPayment } from '../../../core/services/refunds/refund.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type Checkout, openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
useBalancedBooks(database)
const cursors = new Cursors('a secret of sixteen')
let world: StripeWorld
let ours: TestBusiness
beforeAll(async () => {
  world = stripeWorld(database)
  ours = await makeBusiness(database)
})
beforeEach(() => {
  Object.assign(world.state, { isDown: false, losesAnswers: false, refunds: 'SUCCEEDED', delayMs: 0 })
})

const reason = 'Not needed after all'
const refund = (id: string, amount?: string, business = ours) =>
  refundPayment(business.as('STAFF'), world.context.payments, id, {
    reason,
    credit: false,
    ...(amount ? { amount } : {}),
  })
const refundAndCredit = (id: string, amount?: string, role: 'OWNER' | 'STAFF' = 'OWNER') =>
  refundPayment(ours.as(role), world.context.payments, id, { reason, credit: true, ...(amount ? { amount } : {}) })
const invoiceNow = async (id: string) => presentInvoice(await getInvoice(ours.as('OWNER'), id))
const paymentNow = async (id: string) => presentPayment(await getPaymentRow(ours.as('OWNER'), id, 'payments.read'))
const movements = async (invoice_id: string) =>
  (await listPayments(ours.as('OWNER'), cursors, { limit: 20, invoice_id })).rows
    .map(({ kind, amount, applied, note }) => [kind, amount, applied, note])
    .toReversed()
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, details, message }) => [code, details?.[0]?.message ?? message],
  )

async function paidByHand(amount = '100') {
  const { id } = await ours.sentInvoice()
  const paid = await createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount }))
  return { invoice: id, payment: paid.id }
}

async function paidByCard() {
  const { id } = await ours.sentInvoice()
  const checkout = await openCheckout(world, database, ours, id)
  await world.deliver(checkout.completed())
  const [paid] = (await listPayments(ours.as('OWNER'), cursors, { limit: 5, invoice_id: id })).rows
  return { invoice: id, payment: paid!.id, checkout }
}

const isPaused = async (invoice: string) => {
  const [row] = await database.admin<{ paused: boolean }>(
    `select reminders_paused_at is not null as paused from invoices where id = $1`,
    [invoice],
  )
  return row!.paused
}
const madeAtStripe = (intent: string) => world.refunds.get(intent) ?? []
const requests = (payment: string) =>
  database.admin<{ status: string }>(
    `select status from refund_requests where payment_id = $1 order by created_at, id`,
    [payment],
  )

it('of an account that is not its business’s is not asked for: rows of an archive say whatever somebody wrote', async () => {
  const { payment, checkout } = await paidByCard()
  await database.admin(`update payments set provider_account = 'acct_of_another' where id = $1`, [payment])
  expect(await paymentNow(payment)).toMatchObject({ refundable: '0.00', allowed_actions: [] })
  expect((await refusal(refund(payment)))?.[0]).toBe('CONFLICT')
  expect(madeAtStripe(checkout.intent)).toEqual([])
  await database.admin(`update payments set provider_account = $2 where id = $1`, [payment, checkout.account])
})

it('that is under way is not given back by hand as well', async () => {
  const { id } = await ours.sentInvoice()
  const checkout = await openCheckout(world, database, ours, id, 15_000)
  await world.deliver(checkout.completed())
  const [paid] = (await listPayments(ours.as('OWNER'), cursors, { limit: 5, invoice_id: id })).rows
  const { rows } = await listUnapplied(ours.as('OWNER'), cursors, { limit: 100 })
  const kept = rows.find(({ payment_id }) => payment_id === paid!.id)
  expect(kept?.amount_left).toBe(5_000n)
  world.state.refunds = 'PENDING'
  await refund(paid!.id, '120')
  expect(await refusal(returnUnapplied(ours.as('OWNER'), kept!.id, 'In cash'))).toEqual([
    'CONFLICT',
    expect.stringMatching(/under way/),
  ])
  expect(await paymentNow(paid!.id)).toMatchObject({ refundable: '30.00', refund_pending: '120.00' })
})

describe('by hand', () => {
  it('in part and then the rest; the invoice is owed again, and no cent more goes than came', async () => {
    const { invoice, payment } = await paidByHand()
    const first = presentPayment(await refund(payment, '30'))
    expect(first).toMatchObject({ refundable: '70.00', refund_pending: '0.00', allowed_actions: ['refund', 'reverse'] })
    expect(await invoiceNow(invoice)).toMatchObject({
      status: 'PARTIALLY_PAID',
      amount_paid: '70.00',
      amount_due: '30.00',
    })
    expect(await refusal(refund(payment, '70.01'))).toEqual(['VALIDATION_ERROR', 'At most 70.00 CAD is left to refund'])
    await refund(payment)
    expect(await invoiceNow(invoice)).toMatchObject({ status: 'SENT', amount_paid: '0.00' })
    expect(await movements(invoice)).toEqual([
      ['PAYMENT', 10_000n, 10_000n, null],
      ['REFUND', -3_000n, -3_000n, reason],
      ['REFUND', -7_000n, -7_000n, reason],
    ])
    expect((await refusal(refund(payment)))?.[0]).toBe('CONFLICT')
    expect(await paymentNow(payment)).toMatchObject({ refundable: '0.00', allowed_actions: [] })
  })

  it('what was too much goes first, once', async () => {
    const { invoice, payment } = await paidByHand('150')
    await refund(payment, '20')
    expect(await invoiceNow(invoice)).toMatchObject({ status: 'PAID', amount_paid: '100.00' })
    await refund(payment, '40')
    expect(await invoiceNow(invoice)).toMatchObject({ amount_paid: '90.00' })
    expect((await movements(invoice)).slice(1)).toEqual([
      ['REFUND', -2_000n, 0n, reason],
      ['REFUND', -4_000n, -1_000n, reason],
    ])
  })

  it('the entry can be taken back after a part of it was refunded: what is left of it, and of what it paid', async () => {
    const { invoice, payment } = await paidByHand()
    await refund(payment, '30')
    await reversePayment(ours.as('OWNER'), payment, 'Typed wrongly')
    expect((await movements(invoice)).at(-1)).toEqual(['REVERSAL', -7_000n, -7_000n, 'Typed wrongly'])
    expect(await invoiceNow(invoice)).toMatchObject({ amount_paid: '0.00' })
  })

  it('nobody is reminded of what was given back to him; of what was too much he may be', async () => {
    const { invoice, payment } = await paidByHand('120')
    expect(await isPaused(invoice)).toBe(false)
    await refund(payment, '20')
    expect(await isPaused(invoice)).toBe(false)
    await refund(payment, '10')
    expect(await isPaused(invoice)).toBe(true)
  })

  it('twenty at once give back what came, and not a cent more', async () => {
    const { invoice, payment } = await paidByHand()
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => refund(payment, '10')))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    expect(await invoiceNow(invoice)).toMatchObject({ amount_paid: '0.00' })
  })
})

describe('at Stripe', () => {
  it('is asked for once, with its reason, and told once', async () => {
    const { invoice, payment, checkout } = await paidByCard()
    const told = presentPayment(await refund(payment, '25.50'))
    expect(told).toMatchObject({ refundable: '74.50', refund_pending: '0.00' })
    expect(madeAtStripe(checkout.intent)).toMatchObject([{ amount: 2550n }])
    expect(await movements(invoice)).toEqual([
      ['PAYMENT', 10_000n, 10_000n, null],
      ['REFUND', -2_550n, -2_550n, reason],
    ])
    await world.deliver(itsEvent(checkout))
    expect(await invoiceNow(invoice)).toMatchObject({ status: 'PARTIALLY_PAID', amount_paid: '74.50' })
    const events = await database.admin<{ event: string }>(
      `select event from app.outbox where object_id = $1 and event = 'payment.refunded'`,
      [invoice],
    )
    expect(events).toHaveLength(1)
    expect((await listInvoiceActivity(ours.as('OWNER'), invoice)).map(({ action }) => action)).toContain(
      'payment.refund_asked',
    )
  })

  it('a refund that is pending moves nothing yet, and cannot be asked for again', async () => {
    const { invoice, payment, checkout } = await paidByCard()
    world.state.refunds = 'PENDING'
    expect(presentPayment(await refund(payment))).toMatchObject({
      refundable: '0.00',
      refund_pending: '100.00',
      allowed_actions: [],
    })
    expect(await invoiceNow(invoice)).toMatchObject({ status: 'PAID' })
    expect((await refusal(refund(payment)))?.[0]).toBe('CONFLICT')
    const [made] = madeAtStripe(checkout.intent)
    await world.deliver(checkout.refundedBy([[made!.id, 10_000, 'SUCCEEDED']]))
    expect(await invoiceNow(invoice)).toMatchObject({ status: 'SENT', amount_paid: '0.00' })
    await world.deliver(checkout.refundedBy([[made!.id, 10_000, 'FAILED']]))
    expect(await invoiceNow(invoice)).toMatchObject({ status: 'PAID', amount_paid: '100.00' })
    expect(await paymentNow(payment)).toMatchObject({ refundable: '100.00', allowed_actions: ['refund'] })
  })

  it('a refund in the dashboard and a dispute that is lost end the reminders too', async () => {
    const [one, other] = [await paidByCard(), await paidByCard()]
    await world.deliver(one.checkout.refundedBy([['a', 1000, 'PENDING']]))
    await world.deliver(other.checkout.disputed('needs_response'))
    expect([await isPaused(one.invoice), await isPaused(other.invoice)]).toEqual([false, false])
    await world.deliver(one.checkout.refundedBy([['a', 1000, 'SUCCEEDED']]))
    await world.deliver(other.checkout.disputed('lost'))
    expect([await isPaused(one.invoice), await isPaused(other.invoice)]).toEqual([true, true])
  })

  it('refused by Stripe: nothing moved, the reason is said, and it can be tried again', async () => {
    const { invoice, payment, checkout } = await paidByCard()
    world.state.refunds = 'refused'
    const [code, message] = (await refusal(refund(payment)))!
    expect([code, message]).toEqual([
      'PROVIDER_ERROR',
      'Stripe did not refund it, and nothing moved: Insufficient funds',
    ])
    expect(await invoiceNow(invoice)).toMatchObject({ status: 'PAID' })
    world.state.refunds = 'SUCCEEDED'
    await refund(payment)
    expect(madeAtStripe(checkout.intent)).toHaveLength(1)
    expect(await requests(payment)).toMatchObject([{ status: 'REFUSED' }, { status: 'MADE' }])
  })

  it('an answer that is lost is found, not repeated: by the job', async () => {
    const { invoice, payment, checkout } = await paidByCard()
    world.state.losesAnswers = true
    expect(presentPayment(await refund(payment, '40'))).toMatchObject({ refund_pending: '40.00', refundable: '60.00' })
    expect(await requests(payment)).toMatchObject([{ status: 'OPEN' }])
    expect((await refusal(refund(payment, '40')))?.[0]).toBe('CONFLICT')
    world.state.losesAnswers = false
    for (const _ of [1, 2, 3]) await workOff()
    expect(madeAtStripe(checkout.intent)).toHaveLength(1)
    expect(await requests(payment)).toMatchObject([{ status: 'MADE' }])
    expect(await invoiceNow(invoice)).toMatchObject({ amount_paid: '60.00' })
    expect(await paymentNow(payment)).toMatchObject({ refund_pending: '0.00', refundable: '60.00' })
  })

  it('… or by the webhook, before the job', async () => {
    const { invoice, payment, checkout } = await paidByCard()
    world.state.losesAnswers = true
    await refund(payment, '40')
    await world.deliver(itsEvent(checkout))
    expect(await requests(payment)).toMatchObject([{ status: 'MADE' }])
    await workOff()
    expect(madeAtStripe(checkout.intent)).toHaveLength(1)
    expect(await invoiceNow(invoice)).toMatchObject({ amount_paid: '60.00' })
  })

  it('while Stripe is down it stays asked for; what Stripe refuses later is over, with an alert', async () => {
    const { invoice, payment } = await paidByCard()
    world.state.isDown = true
    expect(presentPayment(await refund(payment))).toMatchObject({ refund_pending: '100.00' })
    world.state.isDown = false
    world.state.refunds = 'refused'
    await workOff()
    expect(await requests(payment)).toMatchObject([{ status: 'REFUSED' }])
    expect(await paymentNow(payment)).toMatchObject({ refund_pending: '0.00', refundable: '100.00' })
    expect(
      await database.admin(`select from app.alerts where object_id = $1 and kind = 'refund.refused'`, [invoice]),
    ).toHaveLength(1)
  })

  it('eight people at once: one refund', async () => {
    const { payment, checkout } = await paidByCard()
    world.state.delayMs = 100
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => refund(payment)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(madeAtStripe(checkout.intent)).toHaveLength(1)
  })

  it('TI2 another business has no such payment, and who only looks may not', async () => {
    const { payment } = await paidByCard()
    const theirs = await makeBusiness(database)
    expect((await refusal(refund(payment, '1', theirs)))?.[0]).toBe('NOT_FOUND')
    for (const role of ['AGENT', 'VIEWER'] as const)
      expect(
        (await refusal(refundPayment(ours.as(role), world.context.payments, payment, { reason, credit: false })))?.[0],
      ).toBe('FORBIDDEN')
  })
})

describe('credited: it is not owed again', () => {
  const notes = (invoice: string) =>
    database.admin<{ status: string; total: string; number: string }>(
      `select status, total::text, credit_note_number as number from credit_notes where invoice_id = $1 order by created_at, id`,
      [invoice],
    )

  it('by hand, in the same transaction; the invoice stays paid, and reminders need no pause', async () => {
    const { invoice, payment } = await paidByHand('130')
    await refundAndCredit(payment, '50')
    expect(await invoiceNow(invoice)).toMatchObject({
      status: 'PAID',
      amount_paid: '80.00',
      amount_credited: '20.00',
      amount_due: '0.00',
    })
    expect(await notes(invoice)).toMatchObject([
      { status: 'SENT', total: '2000', number: expect.stringMatching(/^CN-/) },
    ])
    expect(await isPaused(invoice)).toBe(false)
    await refundAndCredit(payment)
    expect(await invoiceNow(invoice)).toMatchObject({
      amount_paid: '0.00',
      amount_credited: '100.00',
      amount_due: '0.00',
    })
  })

  it('of what was too much nothing is credited', async () => {
    const { invoice, payment } = await paidByHand('130')
    await refundAndCredit(payment, '30')
    expect(await notes(invoice)).toEqual([])
  })

  it('at Stripe, with its answer', async () => {
    const { invoice, payment } = await paidByCard()
    await refundAndCredit(payment, '40')
    expect(await invoiceNow(invoice)).toMatchObject({ status: 'PAID', amount_paid: '60.00', amount_credited: '40.00' })
    expect(await isPaused(invoice)).toBe(false)
    await workOff()
    expect(await notes(invoice)).toHaveLength(1)
  })

  it.each(['by the job', 'by the webhook'])('at Stripe, whose answer was lost and is found %s', async (way) => {
    const { invoice, payment, checkout } = await paidByCard()
    world.state.losesAnswers = true
    await refundAndCredit(payment, '40')
    expect(await notes(invoice)).toEqual([])
    world.state.losesAnswers = false
    if (way === 'by the webhook') await world.deliver(itsEvent(checkout))
    for (const _ of [1, 2]) await workOff()
    expect(await notes(invoice)).toHaveLength(1)
    expect(madeAtStripe(checkout.intent)).toHaveLength(1)
    expect(await invoiceNow(invoice)).toMatchObject({ status: 'PAID', amount_paid: '60.00', amount_credited: '40.00' })
  })

  it('another refund of that payment, in the dashboard, is owed again: reminders pause', async () => {
    const { invoice, payment, checkout } = await paidByCard()
    await refundAndCredit(payment, '40')
    const [credited] = madeAtStripe(checkout.intent)
    await world.deliver(
      checkout.refundedBy([
        [credited!.id, 4000],
        ['b', 1000],
      ]),
    )
    expect(await invoiceNow(invoice)).toMatchObject({ amount_due: '10.00' })
    expect(await isPaused(invoice)).toBe(true)
  })

  it('at Stripe, where it takes days', async () => {
    const { invoice, payment, checkout } = await paidByCard()
    world.state.refunds = 'PENDING'
    await refundAndCredit(payment)
    const [made] = madeAtStripe(checkout.intent)
    await world.deliver(checkout.refundedBy([[made!.id, 10_000, 'SUCCEEDED']]))
    expect(await invoiceNow(invoice)).toMatchObject({
      status: 'PAID',
      amount_paid: '0.00',
      amount_credited: '100.00',
      amount_due: '0.00',
    })
    expect(await notes(invoice)).toHaveLength(1)
  })

  it('is for who issues credit notes, and nothing moves where it cannot be', async () => {
    const { invoice, payment } = await paidByHand()
    expect((await refusal(refundAndCredit(payment, '10', 'STAFF')))?.[0]).toBe('FORBIDDEN')
    await createCreditNote(ours.as('OWNER'), invoice, {})
    expect((await refusal(refundAndCredit(payment, '10')))?.[0]).toBe('CONFLICT')
    expect(await invoiceNow(invoice)).toMatchObject({ amount_paid: '100.00' })
  })

  it('five at once, each credited', async () => {
    const { invoice, payment } = await paidByHand()
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => refundAndCredit(payment, '20')))
    const went = answers.filter(({ status }) => status === 'fulfilled').length
    expect(await notes(invoice)).toHaveLength(went)
    expect(await invoiceNow(invoice)).toMatchObject({ amount_due: '0.00', amount_credited: `${went * 20}.00` })
  })
})

/** Stripe's own event of a refund that it made. */
const itsEvent = ({ intent, succeeded }: Checkout) => ({
  ...succeeded(),
  type: 'charge.refunded',
  object: { object: 'charge', id: `ch_${newId()}`, payment_intent: intent },
})

/** The jobs of what was asked for, a minute later. */
async function workOff() {
  const { tenantId, jobs } = ours
  const keys = jobs.filter(({ type }) => type === 'REFUND_MAKE').map(({ key }) => key)
  await database.admin(`update app.jobs set run_at = app.now() where tenant_id = $1 and key = any ($2)`, [
    tenantId,
    keys,
  ])
  await world.work(keys.map((key) => ({ tenant_id: tenantId, key })))
}
