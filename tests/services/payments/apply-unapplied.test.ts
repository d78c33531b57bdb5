import { beforeAll, describe, expect, it } from 'vitest'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { applyUnapplied } from '../../../core/services/payments/apply-unapplied.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listPayments, listUnapplied } from '../../../core/services/payments/list.ts'
import { presentUnapplied } from '../../../core/services/payments/present.ts'
import { getUnapplied, returnUnapplied } from '../../../core/services/payments/return-unapplied.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import { totalPayments } from '../../../core/services/payments/totals.ts'
import { refundPayment } from '../../../core/services/refunds/refund.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
useBalancedBooks(database)
const cursors = new Cursors('a secret of sixteen')
let world: StripeWorld
let ours: TestBusiness
beforeAll(async () => {
  world = stripeWorld(database)
  ours = await makeBusiness(database)
})

const owner = () => ours.as('OWNER')
const invoiceNow = async (id: string) => {
  const { status, amount_paid, amount_due } = presentInvoice(await getInvoice(owner(), id))
  return [status, amount_paid, amount_due]
}
const leftOf = async (id: string) => presentUnapplied(await getUnapplied(owner(), id, 'unapplied.read')).amount
const apply = (id: string, invoice_id?: string, amount?: string, business = ours) =>
  applyUnapplied(business.as('STAFF'), id, { ...(invoice_id ? { invoice_id } : {}), ...(amount ? { amount } : {}) })
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, details, message }) => [code, details?.[0]?.message ?? message],
  )
const movements = async (invoice_id: string) =>
  (await listPayments(owner(), cursors, { limit: 20, invoice_id })).rows.toReversed()

/** A customer with an invoice that was paid `extra` too much, and two others that he owes. */
async function overpaid(extra = 50) {
  const contact_id = (await ours.contact()).id
  const [first, second, third] = [
    await ours.sentInvoice({ contact_id }),
    await ours.sentInvoice({ contact_id, due_date: '2099-02-01' }),
    await ours.sentInvoice({ contact_id, due_date: '2099-01-01' }),
  ]
  const paid = await createPayment(owner(), CreatePayment.parse({ invoice_id: first.id, amount: String(100 + extra) }))
  const kept = (await listUnapplied(owner(), cursors, { limit: 100 })).rows.find((row) => row.payment_id === paid.id)!
  return { contact_id, first: first.id, second: second.id, third: third.id, payment: paid.id, kept: kept.id }
}

describe('applied by a person', () => {
  it('in part to the invoice that he names, and the rest to the oldest', async () => {
    const { second, third, kept } = await overpaid()
    expect(presentUnapplied(await apply(kept, second, '20'))).toMatchObject({ amount: '30.00' })
    expect(await invoiceNow(second)).toEqual(['PARTIALLY_PAID', '20.00', '80.00'])
    expect(presentUnapplied(await apply(kept))).toMatchObject({ amount: '0.00', allowed_actions: [] })
    expect(await invoiceNow(third)).toEqual(['PARTIALLY_PAID', '30.00', '70.00'])
    expect((await movements(second)).map(({ kind, amount, applied }) => [kind, amount, applied])).toEqual([
      ['APPLICATION', 0n, 2_000n],
    ])
    expect((await refusal(apply(kept)))?.[0]).toBe('CONFLICT')
  })

  it('is no money that came: what was received stays what it was', async () => {
    const { contact_id, kept, second } = await overpaid()
    void contact_id
    const before = await totalPayments(owner(), {})
    await apply(kept, second)
    expect(await totalPayments(owner(), {})).toEqual(before)
  })

  it('not more than is left or due, nor to another customer, currency or state', async () => {
    const { kept, second, first } = await overpaid(150)
    const others = await ours.sentInvoice()
    const euros = await ours.sentInvoice({ currency: 'EUR', contact_id: (await overpaid()).contact_id })
    expect((await refusal(apply(kept, second, '150.01')))?.[1]).toBe('At most 150.00 CAD is left of it')
    expect((await refusal(apply(kept, second, '100.01')))?.[1]).toBe('Only 100.00 CAD is due on it')
    expect((await refusal(apply(kept, others.id)))?.[1]).toBe('This invoice is of another customer')
    expect((await refusal(apply(kept, euros.id)))?.[1]).toBe('This money is in CAD, the invoice in EUR')
    expect((await refusal(apply(kept, first)))?.[0]).toBe('CONFLICT')
    await voidInvoice(owner(), second)
    expect((await refusal(apply(kept, second)))?.[0]).toBe('CONFLICT')
    expect(await leftOf(kept)).toBe('150.00')
  })

  it('is taken back whole, once, and can be applied again', async () => {
    const { second, kept } = await overpaid()
    await apply(kept, second)
    const [applied] = await movements(second)
    await reversePayment(owner(), applied!.id, 'Wrong invoice')
    expect(await invoiceNow(second)).toEqual(['SENT', '0.00', '100.00'])
    expect(await leftOf(kept)).toBe('50.00')
    expect((await refusal(reversePayment(owner(), applied!.id, 'Again')))?.[0]).toBe('CONFLICT')
    await apply(kept, second)
    expect(await invoiceNow(second)).toEqual(['PARTIALLY_PAID', '50.00', '50.00'])
  })

  it('what was not applied is given back, and no more', async () => {
    const { second, kept } = await overpaid()
    await apply(kept, second, '20')
    await returnUnapplied(owner(), kept, 'In cash')
    expect(await leftOf(kept)).toBe('0.00')
    expect(await invoiceNow(second)).toEqual(['PARTIALLY_PAID', '20.00', '80.00'])
  })

  it('TI2 to nothing of another business, by nobody who only looks', async () => {
    const { kept, second } = await overpaid()
    const theirs = await makeBusiness(database)
    const foreign = await theirs.sentInvoice()
    expect((await refusal(apply(kept, second, '1', theirs)))?.[0]).toBe('NOT_FOUND')
    expect((await refusal(apply(kept, foreign.id)))?.[1]).toBe('No such record')
    for (const role of ['AGENT', 'VIEWER'] as const)
      expect((await refusal(applyUnapplied(ours.as(role), kept, {})))?.[0]).toBe('FORBIDDEN')
  })
})

describe('when its money goes back', () => {
  const refund = (payment: string, amount?: string) =>
    refundPayment(owner(), world.context.payments, payment, {
      reason: 'Back',
      credit: false,
      ...(amount ? { amount } : {}),
    })

  it('what is left goes first, then what was applied last, then what it was paid for', async () => {
    const { first, second, third, payment, kept } = await overpaid(60)
    await apply(kept, second, '30')
    await apply(kept, third, '20')
    await refund(payment, '15')
    expect([await leftOf(kept), await invoiceNow(second), await invoiceNow(third)]).toEqual([
      '0.00',
      ['PARTIALLY_PAID', '30.00', '70.00'],
      ['PARTIALLY_PAID', '15.00', '85.00'],
    ])
    await refund(payment, '50')
    expect([await invoiceNow(first), await invoiceNow(second), await invoiceNow(third)]).toEqual([
      ['PARTIALLY_PAID', '95.00', '5.00'],
      ['SENT', '0.00', '100.00'],
      ['SENT', '0.00', '100.00'],
    ])
  })

  it('the entry itself is taken back: so is what was applied of it', async () => {
    const { first, second, payment, kept } = await overpaid()
    await apply(kept, second)
    await reversePayment(owner(), payment, 'Typed wrongly')
    expect([await invoiceNow(first), await invoiceNow(second)]).toEqual([
      ['SENT', '0.00', '100.00'],
      ['SENT', '0.00', '100.00'],
    ])
  })

  it('MO7 at Stripe, also when the refund fails after all: it is applied again', async () => {
    const contact_id = (await ours.contact()).id
    const voided = (await ours.sentInvoice({ contact_id })).id
    const owed = (await ours.sentInvoice({ contact_id })).id
    const checkout = await openCheckout(world, database, ours, voided)
    await voidInvoice(owner(), voided)
    await world.deliver(checkout.completed())
    const [kept] = (await listUnapplied(owner(), cursors, { limit: 100 })).rows.filter(
      (row) => row.invoice_id === voided,
    )
    await apply(kept!.id, owed)
    expect(await invoiceNow(owed)).toEqual(['PAID', '100.00', '0.00'])
    await world.deliver(checkout.refundedBy([['a', 4000]]))
    expect(await invoiceNow(owed)).toEqual(['PARTIALLY_PAID', '60.00', '40.00'])
    await world.deliver(checkout.refundedBy([['a', 4000, 'FAILED']]))
    expect(await invoiceNow(owed)).toEqual(['PAID', '100.00', '0.00'])
    await world.deliver(
      checkout.refundedBy([
        ['a', 4000, 'FAILED'],
        ['b', 10_000],
      ]),
    )
    expect(await invoiceNow(owed)).toEqual(['SENT', '0.00', '100.00'])
    expect(await leftOf(kept!.id)).toBe('0.00')
  })
})

it('twenty at once apply what there is, and not a cent more', async () => {
  const { contact_id, kept } = await overpaid(50)
  const invoices = await Promise.all(Array.from({ length: 5 }, () => ours.sentInvoice({ contact_id })))
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => apply(kept, invoices[index % 5]!.id, '5')),
  )
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  expect(await leftOf(kept)).toBe('0.00')
})
