import { beforeAll, describe, expect, it } from 'vitest'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { newId } from '../../../core/db/ids.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getHomeSummary } from '../../../core/services/home/get.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { listInvoices } from '../../../core/services/invoices/list.ts'
import { getInvoicePaper } from '../../../core/services/invoices/paper.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { reverseWriteOff, writeOffInvoice } from '../../../core/services/invoices/write-off.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { openCheckout, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
useBalancedBooks(database)
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})

const now = async (id: string) => presentInvoice(await getInvoice(ours.as('OWNER'), id))
const writeOff = (id: string, more: object = {}) => writeOffInvoice(ours.as('OWNER'), id, { reason: 'Gone', ...more })
const pay = (invoice_id: string, amount: string) =>
  createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id, amount }))
const listed = async (status: 'UNPAID' | 'PAID' | 'PARTIALLY_PAID') => {
  const { rows } = await listInvoices(ours.as('OWNER'), new Cursors('a secret of sixteen'), { limit: 100, status })
  return rows.map(({ id }) => id)
}

describe('DESIGN 7 what is given up of an invoice', () => {
  it('is owed no more: settled by a write-off, in lists, on Home and on paper', async () => {
    const { id } = await ours.sentInvoice()
    await pay(id, '30')
    const before = (await getHomeSummary(ours.as('OWNER'))).unpaid
    expect(await now(id)).toMatchObject({ status: 'PARTIALLY_PAID', amount_due: '70.00', settled_by: null })
    await writeOff(id)
    expect(await now(id)).toMatchObject({
      status: 'PAID',
      amount_paid: '30.00',
      amount_credited: '70.00',
      amount_written_off: '70.00',
      amount_due: '0.00',
      settled_by: 'WRITE_OFF',
    })
    expect([(await listed('PAID')).includes(id), (await listed('UNPAID')).includes(id)]).toEqual([true, false])
    expect((await getHomeSummary(ours.as('OWNER'))).unpaid).not.toEqual(before)
    const { invoice, place } = await getInvoicePaper(ours.as('OWNER'), id)
    expect([invoice.amount_credited, invoice.amount_due, place]).toEqual(['70.00', '0.00', null])
    const [told] = await listInvoiceActivity(ours.as('OWNER'), id)
    expect(told).toMatchObject({ action: 'invoice.write_off', detail: 'Gone' })
  })

  it('in part, then paid for the rest: the payment settled it; reversed, it is owed again', async () => {
    const { id } = await ours.sentInvoice()
    await writeOff(id, { amount: '40.00' })
    expect(await now(id)).toMatchObject({ status: 'SENT', amount_due: '60.00' })
    await pay(id, '60')
    expect(await now(id)).toMatchObject({ status: 'PAID', settled_by: 'PAYMENT', amount_paid: '60.00' })
    await reverseWriteOff(ours.as('ADMIN'), id, 'They pay after all')
    expect(await now(id)).toMatchObject({ status: 'PARTIALLY_PAID', amount_due: '40.00', amount_credited: '0.00' })
    await expect(reverseWriteOff(ours.as('ADMIN'), id, 'Once more')).rejects.toMatchObject({ code: 'CONFLICT' })
    await writeOff(id)
    expect(await now(id)).toMatchObject({ settled_by: 'WRITE_OFF', amount_written_off: '40.00' })
  })

  it.each([
    ['more than is due', '100.01', 'VALIDATION_ERROR'],
    ['nothing', '0', 'VALIDATION_ERROR'],
    ['less than nothing', '-1', 'VALIDATION_ERROR'],
    ['a part of a cent', '0.001', 'VALIDATION_ERROR'],
  ])('refuses %s', async (_, amount, code) => {
    const { id } = await ours.sentInvoice()
    await expect(writeOff(id, { amount })).rejects.toMatchObject({ code, details: [{ field: 'amount' }] })
    expect(await now(id)).toMatchObject({ amount_due: '100.00' })
  })

  it('refuses what owes nothing, a draft and what is void; what is written off cannot be voided', async () => {
    const { id } = await ours.sentInvoice()
    await writeOff(id)
    for (const again of [() => writeOff(id), () => voidInvoice(ours.as('OWNER'), id)])
      await expect(again()).rejects.toMatchObject({ code: 'CONFLICT' })
    const draft = await ours.draft()
    await expect(writeOff(draft.id)).rejects.toMatchObject({ code: 'CONFLICT' })
    await voidInvoice(ours.as('OWNER'), draft.id)
    await expect(writeOff(draft.id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('TI1 RB3 is nobody else’s to do', async () => {
    const { id } = await ours.sentInvoice()
    const theirs = await makeBusiness(database)
    await expect(writeOffInvoice(theirs.as('OWNER'), id, { reason: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(writeOffInvoice(theirs.as('OWNER'), newId(), { reason: 'x', amount: '1' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    for (const role of ['STAFF', 'AGENT', 'VIEWER'] as const)
      await expect(writeOffInvoice(ours.as(role), id, { reason: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('MO7 a refund that fails after what it left was written off: the money is there, and nothing was lost', async () => {
    const world = stripeWorld(database)
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await world.deliver(checkout.completed())
    await world.deliver(checkout.refundedBy([['a', 4000]]))
    await writeOff(id)
    expect(await now(id)).toMatchObject({ amount_paid: '60.00', amount_written_off: '40.00', settled_by: 'WRITE_OFF' })
    await world.deliver(checkout.refundedBy([['a', 4000, 'FAILED']]))
    expect(await now(id)).toMatchObject({
      status: 'PAID',
      amount_paid: '100.00',
      amount_written_off: '0.00',
      settled_by: 'PAYMENT',
    })
  })
})
