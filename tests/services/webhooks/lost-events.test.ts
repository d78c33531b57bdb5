import { beforeEach, describe, expect, it } from 'vitest'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import type { StripeEvent } from '../../../core/services/ports.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type Checkout, openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
useBalancedBooks(database)
let world: StripeWorld
let ours: TestBusiness
beforeEach(async (context) => {
  if (!database.kind) return context.skip()
  world = stripeWorld(database)
  ours = await makeBusiness(database)
})

const invoiceNow = async (id: string, business = ours) => presentInvoice(await getInvoice(business.as('OWNER'), id))
const now = () => Math.floor(Date.now() / 1000)
/** Stripe recorded it, and no webhook came. */
const lose = (...events: StripeEvent[]) => world.events.push(...events.map((event) => ({ ...event, created: now() })))

async function paid(business = ours) {
  const { id } = await business.sentInvoice()
  const checkout = await openCheckout(world, database, business, id)
  await world.deliver(checkout.completed())
  return { id, checkout }
}
const keyOf = ({ account }: Checkout) => `events.reconcile:${account}`

/** The hourly look at the events of an account, and what it found. */
async function look(checkout: Checkout, business = ours) {
  await database.admin(
    `insert into app.jobs (tenant_id, type, key, payload, run_at)
     values ($1, 'EVENTS_RECONCILE', $2, jsonb_build_object('account', $3::text), now())
     on conflict (tenant_id, key) do update set run_at = now()`,
    [business.tenantId, keyOf(checkout), checkout.account],
  )
  await world.work([{ tenant_id: business.tenantId, key: keyOf(checkout) }])
  await world.work(world.enqueued.splice(0))
}
const jobOf = async (checkout: Checkout) =>
  (
    await database.admin<{ state: string; wait: number; attempts: number }>(
      `select state, attempts, round(extract(epoch from run_at - now()))::int as wait from app.jobs where key = $1`,
      [keyOf(checkout)],
    )
  )[0]!

describe('WH13 events of which no word came', () => {
  it('of a refund, of one that failed later, of a dispute, of a payment: all are found', async () => {
    const { id, checkout } = await paid()
    lose(checkout.refundedBy([['a', 4000]]))
    await look(checkout)
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '60.00' })
    lose(checkout.refundedBy([['a', 4000, 'FAILED']]))
    await look(checkout)
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '100.00' })
    lose(checkout.disputed('needs_response'))
    await look(checkout)
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '100.00', disputes: [{ status: 'NEEDS_RESPONSE' }] })
    lose(checkout.disputed('lost'))
    await look(checkout)
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '0.00', disputes: [{ status: 'LOST' }] })
    const second = await openCheckout(world, database, ours, id)
    lose(second.succeeded())
    await look(checkout)
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '100.00' })
  })

  it('reads an hour twice and takes each event in once; what a webhook brought costs nothing more', async () => {
    const { id, checkout } = await paid()
    const event = { ...checkout.refundedBy([['a', 4000]]), created: now() }
    await world.deliver(event)
    world.events.push(event)
    await look(checkout)
    await look(checkout)
    const rows = await database.admin(`select 1 from app.webhook_events where event_id = $1`, [event.id])
    expect(rows).toHaveLength(1)
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '60.00' })
    expect(await jobOf(checkout)).toMatchObject({ state: 'QUEUED', attempts: 0 })
    expect((await jobOf(checkout)).wait).toBeGreaterThan(3500)
  })

  it('costs one trip to take the job, one for each page, and one until the next look', async () => {
    const { checkout } = await paid()
    await look(checkout)
    const trips = async () => {
      await database.admin(`update app.jobs set run_at = now() where key = $1`, [keyOf(checkout)])
      world.meter.trips = 0
      await world.work([{ tenant_id: ours.tenantId, key: keyOf(checkout) }])
      return world.meter.trips
    }
    expect(await trips()).toBe(3)
    lose(...Array.from({ length: 4 }, () => checkout.disputed('needs_response')))
    expect(await trips()).toBe(4)
  })

  it('goes on where its pages ended, and then from there', async () => {
    const { id, checkout } = await paid()
    lose(checkout.refundedBy([['a', 4000]]))
    lose(...Array.from({ length: 11 }, () => checkout.disputed('needs_response')))
    await look(checkout)
    expect((await jobOf(checkout)).wait).toBeLessThanOrEqual(0)
    const position = () =>
      database.admin(
        `select events_after is null as through, events_until is not null as read from app.stripe_accounts where account = $1`,
        [checkout.account],
      )
    expect(await position()).toEqual([{ through: false, read: false }])
    await look(checkout)
    expect(await position()).toEqual([{ through: true, read: true }])
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '60.00', disputes: [{ status: 'NEEDS_RESPONSE' }] })
  })

  it('begins again when the event after which it goes on is gone', async () => {
    const { id, checkout } = await paid()
    lose(...Array.from({ length: 8 }, () => checkout.disputed('needs_response')))
    await look(checkout)
    world.events.length = 0
    lose(checkout.disputed('lost'))
    await look(checkout)
    await look(checkout)
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '0.00' })
  })

  it('IN3 one business’s failure does not stop others, and is tried again', async () => {
    const theirs = await makeBusiness(database)
    const mine = await paid()
    const other = await paid(theirs)
    lose(mine.checkout.disputed('lost'), other.checkout.disputed('lost'))
    const { listEvents } = world.context.payments
    world.context.payments.listEvents = async (account, of) =>
      account === mine.checkout.account ? { outcome: 'unavailable', reason: 'Stripe is down' } : listEvents(account, of)
    await look(mine.checkout)
    await look(other.checkout, theirs)
    expect(await jobOf(mine.checkout)).toMatchObject({ state: 'QUEUED', attempts: 1 })
    expect(await invoiceNow(other.id, theirs)).toMatchObject({ amount_paid: '0.00' })
    expect(await invoiceNow(mine.id)).toMatchObject({ amount_paid: '100.00' })
    world.context.payments.listEvents = listEvents
    await look(mine.checkout)
    expect(await invoiceNow(mine.id)).toMatchObject({ amount_paid: '0.00' })
  })

  it('says so when nobody looked for longer than Stripe keeps events', async () => {
    const { checkout } = await paid()
    await look(checkout)
    await database.admin(
      `update app.stripe_accounts set events_read_at = now() - interval '31 days' where account = $1`,
      [checkout.account],
    )
    await look(checkout)
    await look(checkout)
    const alerts = await database.admin(`select tenant_id from app.alerts where kind = 'stripe.events_missed'`)
    expect(alerts).toEqual([{ tenant_id: ours.tenantId }])
  })

  it('is asked for when an account is linked, and again some hours after it was given up', async () => {
    const { checkout } = await paid()
    await look(checkout)
    await database.admin(
      `update app.jobs set state = 'FAILED', done_at = now() - interval '7 hours', attempts = 9 where key = $1`,
      [keyOf(checkout)],
    )
    await database.admin(`select app.tidy_work()`)
    expect(await jobOf(checkout)).toMatchObject({ state: 'QUEUED', attempts: 0 })
  })
})
