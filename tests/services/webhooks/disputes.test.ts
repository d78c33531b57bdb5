import { beforeAll, describe, expect, it } from 'vitest'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { newId } from '../../../core/db/ids.ts'
import type { DisputeStatus } from '../../../core/domain/payments/disputes.ts'
import { getHomeSummary } from '../../../core/services/home/get.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type Checkout, openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
useBalancedBooks(database)
let world: StripeWorld
let ours: TestBusiness
beforeAll(async () => {
  world = stripeWorld(database)
  ours = await makeBusiness(database)
})

const invoiceNow = async (id: string) => presentInvoice(await getInvoice(ours.as('OWNER'), id))
const isPaid = { status: 'PAID', amount_paid: '100.00', amount_due: '0.00' }
const isDue = { status: 'SENT', amount_paid: '0.00', amount_due: '100.00' }

async function paid() {
  const { id } = await ours.sentInvoice()
  const checkout = await openCheckout(world, database, ours, id)
  await world.deliver(checkout.completed())
  return { id, checkout }
}
const left = (intent: string) =>
  database.admin<{ left: string }>(
    `select (amount - returned)::text as left from unapplied_money where provider_payment_id = $1 and returned < amount`,
    [intent],
  )
const toldOf = async (id: string) =>
  (await listInvoiceActivity(ours.as('OWNER'), id)).map(({ action }) => action).filter((a) => a.startsWith('payment.'))
const kinds = (id: string) =>
  database.admin<{ kind: string; amount: number; applied: number }>(
    `select kind, amount::int, applied::int from payments where invoice_id = $1 order by id`,
    [id],
  )

describe('a dispute', () => {
  it('is shown while it is open, and takes nothing yet', async () => {
    const { id, checkout } = await paid()
    await world.deliver(checkout.disputed('needs_response'))
    const invoice = await invoiceNow(id)
    expect(invoice).toMatchObject(isPaid)
    expect(invoice.disputes).toEqual([
      expect.objectContaining({
        status: 'NEEDS_RESPONSE',
        open: true,
        amount: '100.00',
        currency: 'CAD',
        reason: 'fraudulent',
        respond_url: `https://dashboard.stripe.com/${checkout.account}/test/disputes/${checkout.dispute}`,
      }),
    ])
    expect(Date.parse(invoice.disputes[0]?.respond_by ?? '')).toBeGreaterThan(Date.now())
    await world.deliver(checkout.disputed('under_review'))
    expect(await invoiceNow(id)).toMatchObject({ ...isPaid, disputes: [{ status: 'UNDER_REVIEW', respond_url: null }] })
    expect(await toldOf(id)).toEqual(['payment.review_dispute', 'payment.dispute', 'payment.apply'])
  })

  it('is on Home first, for those who see payments, while it can be answered', async () => {
    const business = await makeBusiness(database)
    const { id } = await business.sentInvoice()
    const checkout = await openCheckout(world, database, business, id)
    await world.deliver(checkout.completed())
    await world.deliver(checkout.disputed('needs_response'))
    const next = async (role: 'OWNER' | 'AGENT') => (await getHomeSummary(business.as(role))).next
    expect(await next('OWNER')).toMatchObject([
      {
        kind: 'dispute_open',
        invoice_id: id,
        amount: '100.00',
        respond_url: expect.stringContaining(checkout.dispute),
      },
    ])
    expect(await next('AGENT')).toEqual([])
    await world.deliver(checkout.disputed('under_review'))
    expect(await next('OWNER')).toEqual([])
  })

  it('is returned money when it is lost: the invoice is due again', async () => {
    const { id, checkout } = await paid()
    await world.deliver(checkout.disputed('needs_response'))
    await world.deliver(checkout.disputed('lost'))
    expect(await invoiceNow(id)).toMatchObject({ ...isDue, disputes: [{ status: 'LOST', open: false }] })
    expect(await kinds(id)).toEqual([
      { kind: 'PAYMENT', amount: 10_000, applied: 10_000 },
      { kind: 'DISPUTE', amount: -10_000, applied: -10_000 },
    ])
    expect(await toldOf(id)).toEqual(['payment.lose_dispute', 'payment.dispute', 'payment.apply'])
  })

  it('changes nothing when it is won, or was an inquiry that closed', async () => {
    for (const story of [
      ['needs_response', 'under_review', 'won'],
      ['warning_needs_response', 'warning_under_review', 'warning_closed'],
    ] as const) {
      const { id, checkout } = await paid()
      for (const status of story) await world.deliver(checkout.disputed(status))
      expect(await invoiceNow(id)).toMatchObject({ ...isPaid, disputes: [{ open: false, respond_url: null }] })
      expect(await kinds(id)).toHaveLength(1)
    }
  })

  it('gives back when it was lost and is won after all, each time', async () => {
    const { id, checkout } = await paid()
    for (const status of ['lost', 'appeal_needs_response'] as const) {
      await world.deliver(checkout.disputed(status))
      expect(await invoiceNow(id)).toMatchObject(isDue)
    }
    await world.deliver(checkout.disputed('won'))
    expect(await invoiceNow(id)).toMatchObject(isPaid)
    await world.deliver(checkout.disputed('lost'))
    expect(await invoiceNow(id)).toMatchObject(isDue)
    await world.deliver(checkout.disputed('won'))
    expect(await invoiceNow(id)).toMatchObject(isPaid)
    expect((await kinds(id)).map(({ amount }) => amount)).toEqual([10_000, -10_000, 10_000, -10_000, 10_000])
  })

  it('that was prevented took the money when the provider says so', async () => {
    const { id, checkout } = await paid()
    await world.deliver(checkout.disputed('prevented', { withdrawn: false }))
    expect(await invoiceNow(id)).toMatchObject(isPaid)
    await world.deliver(checkout.disputed('prevented', { withdrawn: true }))
    expect(await invoiceNow(id)).toMatchObject(isDue)
  })

  it('WH4 ends the same in every order of its events, twice, and without the first half', async () => {
    const story: DisputeStatus[] = ['NEEDS_RESPONSE', 'UNDER_REVIEW', 'LOST']
    for (const order of [[], [0], [0, 1], [1, 0], [1, 1]]) {
      const { id } = await ours.sentInvoice()
      const checkout = await openCheckout(world, database, ours, id)
      const events = story.map((status) => checkout.disputed(status.toLowerCase()))
      for (const index of order) await world.deliver(events[index]!)
      await world.deliver(events[2]!)
      await world.deliver(checkout.completed())
      await world.deliver(checkout.succeeded())
      await world.deliver(events[0]!)
      expect(await invoiceNow(id), String(order)).toMatchObject({ ...isDue, disputes: [{ status: 'LOST' }] })
      expect((await kinds(id)).map(({ kind }) => kind)).toEqual(['PAYMENT', 'DISPUTE'])
    }
  })

  it('is told once, though its events come ten times', async () => {
    const { id, checkout } = await paid()
    const event = checkout.disputed('needs_response')
    for (let i = 0; i < 10; i++) await world.deliver({ ...event, id: `evt_${newId()}` })
    expect(await toldOf(id)).toEqual(['payment.dispute', 'payment.apply'])
  })

  it('of a payment that is not here yet waits for it', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    const unpaid = world.intents.get(checkout.intent)!
    world.intents.set(checkout.intent, { ...unpaid, status: 'pending', amountReceived: 0n })
    await world.deliver(checkout.disputed('lost'))
    expect(await invoiceNow(id)).toMatchObject(isDue)
    world.intents.set(checkout.intent, unpaid)
    await world.deliver(checkout.completed())
    expect(await invoiceNow(id)).toMatchObject({ ...isDue, disputes: [{ status: 'LOST' }] })
    expect((await kinds(id)).map(({ kind }) => kind)).toEqual(['PAYMENT', 'DISPUTE'])
  })

  it('of money that fits no invoice is kept, and takes it when it is lost', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await voidInvoice(ours.as('OWNER'), id)
    await world.deliver(checkout.completed())
    await world.deliver(checkout.disputed('needs_response'))
    expect(await left(checkout.intent)).toEqual([{ left: '10000' }])
    await world.deliver(checkout.disputed('lost'))
    expect(await left(checkout.intent)).toEqual([])
  })

  it('an older answer of Stripe never undoes a newer one', async () => {
    const { id, checkout } = await paid()
    const { tenantId, job } = await world.receive(checkout.disputed('needs_response'))
    const older = world.disputes.get(checkout.intent)!
    const newer = checkout.disputed('lost')
    // The first asks, and while its answer is on the way the second asks, hears more, and is done before.
    world.whileAsked.disputes = async () => {
      delete world.whileAsked.disputes
      await world.deliver(newer)
      world.disputes.set(checkout.intent, older)
    }
    await world.work([{ tenant_id: tenantId!, key: job! }])
    expect(await invoiceNow(id)).toMatchObject(isDue)
  })
})

describe('disputes and refunds together', () => {
  /** 100 due, 40 in cash, then 100 at a page that was still open: 60 applied, 40 unapplied. */
  async function overpaid() {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount: '40' }))
    await world.deliver(checkout.completed())
    return { id, checkout }
  }
  const isCashOnly = { amount_paid: '40.00', amount_due: '60.00', status: 'PARTIALLY_PAID' }

  it('refunds of 40 and 30, then a lost dispute of 30: 40.00 paid, 60.00 due', async () => {
    const { id, checkout } = await overpaid()
    await world.deliver(checkout.refundedBy([['a', 4000]]))
    expect(await invoiceNow(id)).toMatchObject(isPaid)
    await world.deliver(
      checkout.refundedBy([
        ['a', 4000],
        ['b', 3000],
      ]),
    )
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '70.00' })
    await world.deliver(checkout.disputed('needs_response', { amount: 3000 }))
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '70.00' })
    await world.deliver(checkout.disputed('lost', { amount: 3000 }))
    expect(await invoiceNow(id)).toMatchObject(isCashOnly)
    expect(await left(checkout.intent)).toEqual([])
  })

  it('a lost dispute of all of it takes what is unapplied first, once', async () => {
    const { id, checkout } = await overpaid()
    await world.deliver(checkout.disputed('lost'))
    expect(await invoiceNow(id)).toMatchObject(isCashOnly)
    await world.deliver(checkout.disputed('won'))
    expect(await invoiceNow(id)).toMatchObject(isPaid)
    expect(await left(checkout.intent)).toEqual([{ left: '4000' }])
  })

  it('no more goes than came: a refund of all and a lost dispute of all, and what counts when the refund fails', async () => {
    const { id, checkout } = await overpaid()
    await world.deliver(checkout.refundedBy([['a', 10_000]]))
    await world.deliver(checkout.disputed('lost'))
    expect(await invoiceNow(id)).toMatchObject(isCashOnly)
    await world.deliver(checkout.refundedBy([['a', 10_000, 'FAILED']]))
    expect(await invoiceNow(id)).toMatchObject(isCashOnly)
    await world.deliver(checkout.disputed('won'))
    expect(await invoiceNow(id)).toMatchObject(isPaid)
  })
})

it('TI2 another business’s account tells nothing of ours', async () => {
  const theirs = await makeBusiness(database)
  const foreign = await openCheckout(world, database, theirs, (await theirs.sentInvoice()).id)
  const { id, checkout } = await paid()
  await world.deliver({ ...checkout.disputed('lost' satisfies Lowercase<DisputeStatus>), account: foreign.account })
  expect(await invoiceNow(id)).toMatchObject({ ...isPaid, disputes: [] })
})

it('a charge that was not made here, without an intent, is nobody’s', async () => {
  const { id, checkout } = await paid()
  const event = checkout.disputed('lost') as { object: Record<string, unknown> } & ReturnType<Checkout['disputed']>
  await world.deliver({ ...event, object: { ...event.object, payment_intent: null } })
  expect(await invoiceNow(id)).toMatchObject(isPaid)
})
