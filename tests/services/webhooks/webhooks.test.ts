import { beforeAll, describe, expect, it } from 'vitest'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { newId } from '../../../core/db/ids.ts'
import type { RefundStatus } from '../../../core/domain/payments/refunds.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listPayments, listUnapplied } from '../../../core/services/payments/list.ts'
import { presentPayment } from '../../../core/services/payments/present.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import type { StripeEvent } from '../../../core/services/ports.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type Checkout, openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
useBalancedBooks(database)
const cursors = new Cursors('a secret of sixteen')
let world: StripeWorld
let ours: TestBusiness
let theirs: TestBusiness
beforeAll(async () => {
  world = stripeWorld(database)
  ours = await makeBusiness(database)
  theirs = await makeBusiness(database)
})

const invoiceNow = async (id: string, business = ours) => presentInvoice(await getInvoice(business.as('OWNER'), id))
const eventRow = async (event: StripeEvent) =>
  (
    await database.admin<{ status: string; reason: string | null }>(
      `select status, reason from app.webhook_events where event_id = $1`,
      [event.id],
    )
  )[0]
const unappliedOf = (business: TestBusiness, intent: string) =>
  database.admin<{ amount: string; reason: string }>(
    `select amount::text, reason from unapplied_money where tenant_id = $1 and provider_payment_id = $2`,
    [business.tenantId, intent],
  )
const paymentsOf = (invoiceId: string) =>
  database.admin<{ status: string; amount: string; provider_payment_id: string }>(
    `select status, amount::text, provider_payment_id from payments where invoice_id = $1 order by created_at`,
    [invoiceId],
  )

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items]
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))
}

describe('one payment', () => {
  it('WH5 is one payment whichever of its events come, in every order', async () => {
    for (const order of permutations(['completed', 'succeeded'] as const as ('completed' | 'succeeded')[])) {
      const { id } = await ours.sentInvoice()
      const checkout = await openCheckout(world, database, ours, id)
      for (const kind of order) await world.deliver(checkout[kind]())
      expect(await invoiceNow(id)).toMatchObject({ status: 'PAID', amount_paid: '100.00' })
      expect(await paymentsOf(id)).toEqual([
        { status: 'SUCCEEDED', amount: '10000', provider_payment_id: checkout.intent },
      ])
    }
  })

  it('WH3 H-WH-4 ten times the same events change nothing more', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    const events = [checkout.completed(), checkout.succeeded()]
    for (let i = 0; i < 10; i++) for (const event of events) await world.deliver(event)
    expect(await paymentsOf(id)).toHaveLength(1)
    expect(await invoiceNow(id)).toMatchObject({ status: 'PAID', version: 3 })
  })

  it('WH4 with a refund: every order ends in the same state', async () => {
    for (const order of permutations([0, 1, 2])) {
      const { id } = await ours.sentInvoice()
      const checkout = await openCheckout(world, database, ours, id)
      const events = [checkout.completed(), checkout.succeeded(), checkout.refunded(`re_${newId()}`, 4000)]
      for (const index of order) await world.deliver(events[index]!)
      expect(await invoiceNow(id), String(order)).toMatchObject({
        status: 'PARTIALLY_PAID',
        amount_paid: '60.00',
        amount_due: '40.00',
      })
      expect((await paymentsOf(id)).map(({ status, amount }) => `${status} ${amount}`).sort()).toEqual([
        'REFUNDED -4000',
        'SUCCEEDED 10000',
      ])
    }
  })

  it('says how it was paid', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await world.deliver(checkout.completed())
    const rows = await database.admin(`select method_label, receipt_url from payments where invoice_id = $1`, [id])
    expect(rows).toEqual([{ method_label: 'Visa ending 4242', receipt_url: 'https://stripe.example/receipt' }])
  })
})

describe('what does not fit', () => {
  it('WH6 keeps money of an unknown invoice as unapplied, with an alert', async () => {
    const { id } = await ours.sentInvoice()
    const { account } = await openCheckout(world, database, ours, id)
    const event: StripeEvent = {
      id: `evt_${newId()}`,
      type: 'payment_intent.succeeded',
      account,
      created: 1,
      livemode: false,
      object: {
        object: 'payment_intent',
        id: `pi_${newId()}`,
        amount: 500,
        amount_received: 500,
        currency: 'cad',
        metadata: {},
      },
    }
    await world.deliver(event)
    expect(await eventRow(event)).toEqual({ status: 'UNMATCHED', reason: 'UNKNOWN_INVOICE' })
    expect(await unappliedOf(ours, String(event.object.id))).toEqual([{ amount: '500', reason: 'UNKNOWN_INVOICE' }])
  })

  it('WH7 keeps another currency as unapplied; the invoice is not paid', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await world.deliver(checkout.completed({ currency: 'usd' }))
    expect(await unappliedOf(ours, checkout.intent)).toEqual([{ amount: '10000', reason: 'OTHER_CURRENCY' }])
    expect(await invoiceNow(id)).toMatchObject({ status: 'SENT', amount_paid: '0.00' })
  })

  it('WH7 applies what fits of too much and keeps the rest', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id, 12500)
    await world.deliver(checkout.succeeded())
    expect(await invoiceNow(id)).toMatchObject({ status: 'PAID', amount_paid: '100.00' })
    expect(await unappliedOf(ours, checkout.intent)).toEqual([{ amount: '2500', reason: 'TOO_MUCH' }])
  })

  it('MO6 keeps money that comes after void; the invoice stays void', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await voidInvoice(ours.as('OWNER'), id)
    await world.deliver(checkout.completed())
    await world.deliver(checkout.succeeded())
    expect(await unappliedOf(ours, checkout.intent)).toEqual([{ amount: '10000', reason: 'INVOICE_VOID' }])
    expect((await invoiceNow(id)).status).toBe('VOID')
  })

  it('WH8 trusts no metadata: another business’s invoice changes in neither', async () => {
    const mine = await ours.sentInvoice()
    const foreign = await theirs.sentInvoice()
    const checkout = await openCheckout(world, database, ours, mine.id)
    await world.deliver(checkout.completed({ metadata: { invoice_id: foreign.id } }))
    expect(await unappliedOf(ours, checkout.intent)).toEqual([{ amount: '10000', reason: 'METADATA_DISAGREES' }])
    expect(await invoiceNow(mine.id)).toMatchObject({ status: 'SENT', amount_paid: '0.00' })
    expect(await invoiceNow(foreign.id, theirs)).toMatchObject({ status: 'SENT', amount_paid: '0.00' })
  })

  it('WH8 rejects an unknown account and the wrong mode, with an alert', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    const stranger = { ...checkout.completed(), account: 'acct_stranger' }
    const live = { ...checkout.completed(), livemode: true }
    await world.deliver(stranger)
    await world.deliver(live)
    expect([await eventRow(stranger), await eventRow(live)]).toEqual([
      { status: 'REJECTED', reason: 'UNKNOWN_ACCOUNT' },
      { status: 'REJECTED', reason: 'WRONG_MODE' },
    ])
    const alerts = await database.admin(
      `select 1 from app.alerts where kind = 'security.webhook_rejected' and detail->>'event' = any($1)`,
      [[stranger.id, live.id]],
    )
    expect(alerts).toHaveLength(2)
    expect((await invoiceNow(id)).status).toBe('SENT')
  })

  it('WH8 another business’s account cannot pay ours with our session’s id', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    const foreign = await openCheckout(world, database, theirs, (await theirs.sentInvoice()).id)
    await world.deliver({ ...checkout.completed(), account: foreign.account })
    expect((await invoiceNow(id)).status).toBe('SENT')
  })
})

it('learns from Stripe that an account may take cards now', async () => {
  const business = await makeBusiness(database)
  const { account } = await openCheckout(world, database, business, (await business.sentInvoice()).id)
  await database.admin(`update app.stripe_accounts set charges_enabled = false where account = $1`, [account])
  const object = { object: 'account', id: account, charges_enabled: true }
  await world.deliver({ id: `evt_${newId()}`, type: 'account.updated', account, created: 1, livemode: false, object })
  expect(await database.admin(`select charges_enabled from app.stripe_accounts where account = $1`, [account])).toEqual(
    [{ charges_enabled: true }],
  )
})

describe('in between', () => {
  it('WH9 a bank payment is pending, then final', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await world.deliver(checkout.completed({ payment_status: 'unpaid' }))
    expect(await invoiceNow(id)).toMatchObject({ status: 'SENT', payment_pending: true })
    const success = { ...checkout.completed(), type: 'checkout.session.async_payment_succeeded' }
    await world.deliver(success)
    expect(await invoiceNow(id)).toMatchObject({ status: 'PAID', payment_pending: false })
  })

  it('WH9 or fails, and the invoice stays payable', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await world.deliver(checkout.completed({ payment_status: 'unpaid' }))
    await world.deliver({ ...checkout.completed(), type: 'checkout.session.async_payment_failed' })
    expect(await invoiceNow(id)).toMatchObject({ status: 'SENT', payment_pending: false })
  })

  it('IN3 waits while Stripe cannot be asked, and heals by the sweep', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    world.state.isDown = true
    const event = checkout.succeeded()
    await world.deliver(event)
    expect((await invoiceNow(id)).status).toBe('SENT')
    const [job] = await database.admin<{ state: string; attempts: number; reason: string }>(
      `select state, attempts, reason from app.jobs where key like '%' || $1`,
      [event.id],
    )
    expect(job).toMatchObject({ state: 'QUEUED', attempts: 1, reason: 'PROVIDER_ERROR: Stripe is down' })
    world.state.isDown = false
    await database.admin(
      `update app.jobs set run_at = now() - interval '1 second', leased_until = null where key like '%' || $1`,
      [event.id],
    )
    await world.sweep()
    expect((await invoiceNow(id)).status).toBe('PAID')
  })

  it('TI10 a message with another business’s id does nothing', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    const { job } = await world.receive(checkout.completed())
    await world.work([{ tenant_id: theirs.tenantId, key: job! }])
    expect((await invoiceNow(id)).status).toBe('SENT')
    await world.work([{ tenant_id: ours.tenantId, key: job! }])
    expect((await invoiceNow(id)).status).toBe('PAID')
  })
})

describe('a queue batch', () => {
  const open = async (business: TestBusiness) => {
    const { id } = await business.sentInvoice()
    const checkout = await openCheckout(world, database, business, id)
    const { job } = await world.receive(checkout.completed())
    return { id, message: { tenant_id: business.tenantId, key: job! } }
  }

  it('costs one trip to load and one for each business in it', async () => {
    const all = [await open(ours), await open(ours), await open(ours), await open(theirs), await open(theirs)]
    world.meter.trips = 0
    await world.work(all.map(({ message }) => message))
    expect(world.meter.trips).toBe(3)
    for (const [index, { id }] of all.entries()) {
      expect((await invoiceNow(id, index < 3 ? ours : theirs)).status).toBe('PAID')
    }
  })

  it('repeats the part of a business that fails message by message', async () => {
    const [first, second, foreign] = [await open(ours), await open(ours), await open(theirs)]
    await database.admin(`update invoices set deleted_at = now() where id = $1`, [second.id])
    await world.work([first.message, second.message, foreign.message])
    expect((await invoiceNow(first.id)).status).toBe('PAID')
    expect((await invoiceNow(foreign.id, theirs)).status).toBe('PAID')
    const [job] = await database.admin<{ state: string }>(`select state from app.jobs where key = $1`, [
      second.message.key,
    ])
    expect(job?.state).toBe('FAILED')
  })
})

describe('money that comes back (MO7)', () => {
  type Told = [id: string, status: RefundStatus, amount: number]
  /** Stripe knows these refunds from now on, and says something about each of them. */
  async function tell(checkout: Checkout, told: Told[], type = 'refund.updated') {
    const refunds = told.map(([id, status, amount]) => ({
      id: `${checkout.intent}_${id}`,
      requestId: null,
      status,
      amount: BigInt(amount),
      currency: 'CAD',
      createdAt: new Date(),
    }))
    world.refunds.set(checkout.intent, refunds)
    for (const { id } of refunds)
      await world.deliver({
        id: `evt_${newId()}`,
        type,
        account: checkout.account,
        created: 1,
        livemode: false,
        object: { object: 'refund', id, payment_intent: checkout.intent },
      })
  }
  const left = async () =>
    (await listUnapplied(ours.as('OWNER'), cursors, { limit: 50 })).rows.map(({ amount_left }) => amount_left)
  const sums = async (invoiceId: string) =>
    (
      await database.admin<{ amount: string; applied: string; rest: string }>(
        `select sum(amount)::text as amount, sum(applied)::text as applied,
           (select coalesce(sum(u.amount - u.returned), 0)::text from unapplied_money u where u.invoice_id = $1) as rest
         from payments where invoice_id = $1`,
        [invoiceId],
      )
    )[0]!

  /** What is on its way back, of each movement of money in the order of their creation. */
  const pending = async (invoice_id: string) => {
    const { rows } = await listPayments(ours.as('OWNER'), cursors, { invoice_id, limit: 50 })
    return rows.map((row) => presentPayment(row).refund_pending).reverse()
  }

  /** 100 due, 40 in cash, then 100 at a page that was still open: 60 applied, 40 unapplied. */
  async function overpaid() {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    const input = CreatePayment.parse({ invoice_id: id, amount: '40' })
    await createPayment(ours.as('OWNER'), input)
    await world.deliver(checkout.completed())
    return { id, checkout }
  }

  it('takes first what is unapplied, once: refunds of 40, 30 and 30', async () => {
    const { id, checkout } = await overpaid()
    const before = await left()
    expect(before).toContain(4000n)
    const refunds: Told[] = [
      ['a', 'SUCCEEDED', 4000],
      ['b', 'SUCCEEDED', 3000],
      ['c', 'SUCCEEDED', 3000],
    ]
    for (let known = 1; known <= refunds.length; known++) await tell(checkout, refunds.slice(0, known))
    await tell(checkout, refunds, 'charge.refunded')
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '40.00', amount_due: '60.00', status: 'PARTIALLY_PAID' })
    expect(await left()).toHaveLength(before.length - 1)
    expect(await sums(id)).toEqual({ amount: '4000', applied: '4000', rest: '0' })
    // Each is told once, though three events told of the last; and nobody paid again.
    const told = await database.admin<{ action: string }>(
      `select action from app.audit where entity_id::text = $1 and action in ('payment.apply', 'payment.refund') order by action`,
      [id],
    )
    expect(told.map(({ action }) => action)).toEqual([
      'payment.apply',
      'payment.refund',
      'payment.refund',
      'payment.refund',
    ])
  })

  it('follows a refund that succeeds or fails days later, and one that fails after it had succeeded', async () => {
    const { id, checkout } = await overpaid()
    await tell(checkout, [['a', 'PENDING', 7000]], 'refund.created')
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '100.00' })
    expect(await pending(id)).toEqual(['0.00', '70.00'])
    await tell(checkout, [['a', 'SUCCEEDED', 7000]])
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '70.00' })
    await tell(checkout, [
      ['a', 'FAILED', 7000],
      ['b', 'PENDING', 1000],
    ])
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '100.00', status: 'PAID' })
    expect(await pending(id)).toEqual(['0.00', '10.00', '0.00', '0.00'])
    expect(await sums(id)).toEqual({ amount: '14000', applied: '10000', rest: '4000' })
    const back = await database.admin(`select amount::int, method_label from payments where provider_payment_id = $1`, [
      `${checkout.intent}_a:failed`,
    ])
    expect(back).toEqual([{ amount: 7000, method_label: 'Refund that failed' }])
  })

  it('ends as Stripe does whatever order it is told in', async () => {
    const story: Told[][] = [
      [['a', 'SUCCEEDED', 4000]],
      [
        ['a', 'SUCCEEDED', 4000],
        ['b', 'SUCCEEDED', 3000],
      ],
      [
        ['a', 'FAILED', 4000],
        ['b', 'SUCCEEDED', 3000],
      ],
    ]
    for (const order of permutations([0, 1])) {
      const { id, checkout } = await overpaid()
      for (const at of order) await tell(checkout, story[at]!)
      await tell(checkout, story[2]!, 'refund.failed')
      expect(await invoiceNow(id)).toMatchObject({ amount_paid: '100.00' })
      // 140 came, 30 went: 100 for the invoice, 10 of nobody.
      expect(await sums(id)).toEqual({ amount: '11000', applied: '10000', rest: '1000' })
    }
  })

  it.each([
    ['after void', 'INVOICE_VOID'],
    ['of an unknown invoice', 'UNKNOWN_INVOICE'],
  ])('is listed no longer once it was returned, %s', async (_, reason) => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    if (reason === 'INVOICE_VOID') await voidInvoice(ours.as('OWNER'), id)
    else {
      world.sessionsByIntent.delete(checkout.intent)
      await database.admin(`delete from checkout_sessions where id = $1`, [checkout.session])
    }
    await world.deliver(checkout.succeeded())
    expect(await unappliedOf(ours, checkout.intent)).toEqual([{ amount: '10000', reason }])
    const before = await left()
    await tell(checkout, [['a', 'SUCCEEDED', 4000]])
    expect(await left()).toContain(6000n)
    await tell(checkout, [
      ['a', 'SUCCEEDED', 4000],
      ['b', 'SUCCEEDED', 6000],
    ])
    expect(await left()).toHaveLength(before.length - 1)
  })

  it('150 by hand on 100 and taken back leaves nothing', async () => {
    const { id } = await ours.sentInvoice()
    const before = await left()
    const paid = await createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount: '150' }))
    expect(await left()).toHaveLength(before.length + 1)
    await reversePayment(ours.as('OWNER'), paid.id, 'Wrong customer')
    expect(await left()).toEqual(before)
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '0.00', amount_due: '100.00' })
  })
})
