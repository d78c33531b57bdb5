import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import type { RefundStatus } from '../../../core/domain/payments/refunds.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listPayments, listUnapplied } from '../../../core/services/payments/list.ts'
import { presentUnapplied } from '../../../core/services/payments/present.ts'
import { returnUnapplied } from '../../../core/services/payments/return-unapplied.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import type { StripeEvent } from '../../../core/services/ports.ts'
import { bookProblems, useBalancedBooks } from '../../support/books.ts'
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

const invoiceNow = async (id: string) => presentInvoice(await getInvoice(ours.as('OWNER'), id))
const left = async (invoiceId: string) =>
  (await listUnapplied(ours.as('OWNER'), cursors, { limit: 100 })).rows.filter((row) => row.invoice_id === invoiceId)
const byHand = (invoice_id: string, amount: string) =>
  createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id, amount }))
const refused = (error: unknown) => {
  if (!(error instanceof AppError)) throw error
}

describe('money without a place, given back by hand', () => {
  it('is gone from the list, and stands in the books as a refund', async () => {
    const { id } = await ours.sentInvoice()
    const paid = await byHand(id, '150')
    const [row] = await left(id)
    expect(presentUnapplied(row!)).toMatchObject({ amount: '50.00', allowed_actions: ['apply', 'return'] })
    const gone = await returnUnapplied(ours.as('OWNER'), row!.id, 'In cash, to Jane')
    expect(presentUnapplied(gone)).toMatchObject({ amount: '0.00', allowed_actions: [] })
    expect(await left(id)).toEqual([])
    expect(await invoiceNow(id)).toMatchObject({ status: 'PAID', amount_paid: '100.00' })
    const { rows } = await listPayments(ours.as('OWNER'), cursors, { limit: 10, invoice_id: id })
    expect(rows.map(({ kind, amount, applied, note }) => [kind, amount, applied, note])).toEqual([
      ['REFUND', -5000n, 0n, 'In cash, to Jane'],
      ['PAYMENT', 15_000n, 10_000n, null],
    ])
    const [told] = await listInvoiceActivity(ours.as('OWNER'), id)
    expect(told).toMatchObject({ action: 'unapplied.return', detail: 'In cash, to Jane' })
    // What is left of the payment can still be taken back, and no more.
    await reversePayment(ours.as('OWNER'), paid.id, 'Wrong customer')
    expect(await invoiceNow(id)).toMatchObject({ status: 'SENT', amount_paid: '0.00' })
  })

  it('paid after void: at once, once, and a refund that fails later brings nothing back', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await voidInvoice(ours.as('OWNER'), id)
    await world.deliver(checkout.completed())
    await world.deliver(checkout.refundedBy([['a', 4000]]))
    const [row] = await left(id)
    expect(row).toMatchObject({ amount_left: 6000n })
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => returnUnapplied(ours.as('STAFF'), row!.id, 'By transfer')),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await left(id)).toEqual([])
    await world.deliver(checkout.refundedBy([['a', 4000, 'FAILED']]))
    expect(await left(id)).toMatchObject([{ amount_left: 4000n }])
  })

  it('a refund that fails after the invoice was paid again is the customer’s money, once', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await world.deliver(checkout.completed())
    await world.deliver(checkout.refundedBy([['a', 10_000]]))
    await byHand(id, '70')
    await world.deliver(checkout.refundedBy([['a', 10_000, 'FAILED']]))
    expect(await invoiceNow(id)).toMatchObject({ status: 'PAID', amount_paid: '100.00' })
    expect(await left(id)).toMatchObject([{ amount_left: 7000n, reason: 'TOO_MUCH' }])
    // It goes back first when it is refunded after all.
    await world.deliver(
      checkout.refundedBy([
        ['a', 10_000, 'FAILED'],
        ['b', 9000],
      ]),
    )
    expect(await invoiceNow(id)).toMatchObject({ amount_paid: '80.00' })
    expect(await left(id)).toEqual([])
  })

  it('a refund that fails after the invoice was voided is the customer’s money', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await world.deliver(checkout.completed())
    await world.deliver(checkout.refundedBy([['a', 10_000]]))
    await voidInvoice(ours.as('OWNER'), id)
    await world.deliver(checkout.refundedBy([['a', 10_000, 'FAILED']]))
    expect(await invoiceNow(id)).toMatchObject({ status: 'VOID', amount_paid: '0.00' })
    expect(await left(id)).toMatchObject([{ amount_left: 10_000n }])
  })

  it('one of two refunds that fails after the invoice was voided is the customer’s money, beside what has gone', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await world.deliver(checkout.completed())
    const both = (status: RefundStatus): [string, number, RefundStatus][] => [
      ['a', 5000, status],
      ['c', 5000, 'SUCCEEDED'],
    ]
    await world.deliver(checkout.refundedBy(both('SUCCEEDED')))
    await voidInvoice(ours.as('OWNER'), id)
    await world.deliver(checkout.refundedBy(both('FAILED')))
    expect(await invoiceNow(id)).toMatchObject({ status: 'VOID', amount_paid: '0.00' })
    expect(await left(id)).toMatchObject([{ amount_left: 5000n }])
  })

  it('TI2 another business has none of it, and a viewer cannot', async () => {
    const theirs = await makeBusiness(database)
    const { id } = await ours.sentInvoice()
    await byHand(id, '150')
    const [row] = await left(id)
    await expect(returnUnapplied(theirs.as('OWNER'), row!.id, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(returnUnapplied(ours.as('VIEWER'), row!.id, 'x')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await left(id)).toHaveLength(1)
  })
})

it('the example: 100 due, 40 in cash, 100 at an open page, refunds of 40, 30 and 30: 40.00 paid, 60.00 due', async () => {
  const { id } = await ours.sentInvoice()
  const checkout = await openCheckout(world, database, ours, id)
  await byHand(id, '40')
  await world.deliver(checkout.completed())
  const refunds: [string, number][] = [
    ['a', 4000],
    ['b', 3000],
    ['c', 3000],
  ]
  for (let known = 1; known <= 3; known++) await world.deliver(checkout.refundedBy(refunds.slice(0, known)))
  expect(await invoiceNow(id)).toMatchObject({ amount_paid: '40.00', amount_due: '60.00', status: 'PARTIALLY_PAID' })
  expect(await left(id)).toEqual([])
})

describe('arrival = applied + unapplied + returned', () => {
  const amount = fc.integer({ min: 1, max: 15_000 })
  const refund = fc.tuple(
    fc.constantFrom('a', 'b', 'c'),
    amount,
    fc.constantFrom<RefundStatus>('PENDING', 'SUCCEEDED', 'FAILED', 'CANCELED'),
  )
  const deed = fc.oneof(
    fc.record({ do: fc.constant('pay' as const) }),
    fc.record({ do: fc.constant('again' as const) }),
    fc.record({ do: fc.constant('hand' as const), amount }),
    fc.record({ do: fc.constant('reverse' as const), which: fc.nat() }),
    fc.record({ do: fc.constant('return' as const), which: fc.nat() }),
    fc.record({
      do: fc.constant('refund' as const),
      refunds: fc.uniqueArray(refund, { maxLength: 3, selector: ([id]) => id }),
    }),
    fc.record({
      do: fc.constant('dispute' as const),
      amount,
      status: fc.constantFrom('warning_closed', 'needs_response', 'won', 'lost', 'appeal_under_review', 'prevented'),
    }),
    fc.record({ do: fc.constant('void' as const) }),
  )
  type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

  /** An event of Stripe, which may come again later. */
  const deliver = (again: StripeEvent[], event: StripeEvent) => {
    again.push(event)
    return world.deliver(event)
  }

  async function doOne(id: string, checkout: Checkout, again: StripeEvent[], one: Deed) {
    const owner = ours.as('OWNER')
    switch (one.do) {
      case 'pay':
        return deliver(again, checkout.succeeded())
      case 'again':
        return again[0] && world.deliver({ ...again[0], id: `${again[0].id}+` })
      case 'hand':
        return byHand(id, (one.amount / 100).toFixed(2)).catch(refused)
      case 'reverse': {
        const { rows } = await listPayments(owner, cursors, { limit: 100, invoice_id: id })
        const paid = rows[one.which % rows.length]
        return paid && reversePayment(ours.as('OWNER'), paid.id, 'x').catch(refused)
      }
      case 'return': {
        const rows = await left(id)
        const row = rows[one.which % rows.length]
        return row && returnUnapplied(owner, row.id, 'x').catch(refused)
      }
      case 'refund':
        return deliver(again, checkout.refundedBy(one.refunds))
      case 'dispute':
        return deliver(again, checkout.disputed(one.status, { amount: one.amount }))
      case 'void':
        return voidInvoice(owner, id).catch(refused)
    }
  }

  it('whatever happens, in whatever order', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 12 }), async (deeds) => {
        // One of its own, so that what is wrong in one story does not follow into the next.
        ours = await makeBusiness(database)
        const { id } = await ours.sentInvoice()
        const checkout = await openCheckout(world, database, ours, id)
        const again: StripeEvent[] = []
        for (const one of deeds) await doOne(id, checkout, again, one)
        expect(await bookProblems(database, ours.tenantId)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})
