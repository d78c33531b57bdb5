import { beforeAll, describe, expect, it } from 'vitest'
import { CreatePayment, PaymentQuery } from '../../../core/contract/payments.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { downloadReceipt } from '../../../core/services/invoices/download-receipt.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listPayments, listUnapplied } from '../../../core/services/payments/list.ts'
import { presentPayment } from '../../../core/services/payments/present.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { refusalOf } from '../../support/refusal.ts'

const database = useDatabase()
useBalancedBooks(database)
let ours: TestBusiness
let theirs: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
  theirs = await makeBusiness(database)
})
const pay = (invoiceId: string, amount: string | number, more = {}, role: 'OWNER' | 'VIEWER' | 'STAFF' = 'STAFF') =>
  createPayment(ours.as(role), CreatePayment.parse({ invoice_id: invoiceId, amount, ...more }))
const invoiceNow = async (id: string) => presentInvoice(await getInvoice(ours.as('OWNER'), id))

describe('a payment by hand', () => {
  it('H-SM-7 makes an invoice partly paid, then paid', async () => {
    const { id } = await ours.sentInvoice()
    expect(presentPayment(await pay(id, '40'))).toMatchObject({
      amount: '40.00',
      applied: '40.00',
      status: 'SUCCEEDED',
      provider: 'CASH',
    })
    expect(await invoiceNow(id)).toMatchObject({ status: 'PARTIALLY_PAID', amount_paid: '40.00', amount_due: '60.00' })
    await pay(id, 60)
    const paid = await invoiceNow(id)
    expect(paid).toMatchObject({ status: 'PAID', amount_due: '0.00' })
    expect(paid.allowed_actions).toContain('download_receipt')
  })

  it.each([
    ['Pacific/Kiritimati', 14],
    ['Pacific/Pago_Pago', -11],
  ])('was received by the end of the day that it is in %s', async (timezone, hours) => {
    const [hour, day] = [3_600_000, 86_400_000]
    const tomorrow = Math.ceil((Date.now() + hours * hour) / day) * day - hours * hour
    const own = await makeBusiness(database, { timezone })
    const { id } = await own.sentInvoice()
    const at = (ms: number) => {
      const input = { invoice_id: id, amount: '10', paid_at: new Date(ms).toISOString() }
      return createPayment(own.as('OWNER'), CreatePayment.parse(input))
    }
    const refused = await refusalOf(at(tomorrow), 'VALIDATION_ERROR')
    expect(refused.details).toEqual([{ field: 'paid_at', message: 'This day has not come yet where the business is' }])
    expect(presentPayment(await at(tomorrow - 1)).amount).toBe('10.00')
  })

  it('H-MON-9 has a receipt once it is paid, not before', async () => {
    const { id } = await ours.sentInvoice()
    await pay(id, '40')
    await refusalOf(downloadReceipt(ours.as('OWNER'), id), 'CONFLICT')
    await pay(id, '60', { provider: 'BANK', method_label: 'Transfer' })
    const receipt = await downloadReceipt(ours.as('VIEWER'), id)
    expect(receipt).toMatchObject({
      total: '100.00',
      payments: [{ amount: '40.00' }, { amount: '60.00', method_label: 'Transfer' }],
    })
    await refusalOf(downloadReceipt(theirs.as('OWNER'), id), 'NOT_FOUND')
  })

  it('is one trip', async () => {
    const { id } = await ours.sentInvoice()
    await pay(id, '1')
    const meter = new Meter()
    await createPayment(ours.as('STAFF', { meter }), CreatePayment.parse({ invoice_id: id, amount: '1' }))
    expect(meter.trips).toBe(1)
  })

  it('MO4 keeps what is too much as unapplied, with an alert', async () => {
    const { id } = await ours.sentInvoice()
    expect(presentPayment(await pay(id, '130.50'))).toMatchObject({
      amount: '130.50',
      applied: '100.00',
      unapplied: '30.50',
    })
    const { rows } = await listUnapplied(ours.as('OWNER'), new Cursors('a secret of the tests'), { limit: 20 })
    expect(rows.find((row) => row.invoice_id === id)).toMatchObject({ amount_left: 3050n, reason: 'TOO_MUCH' })
    const alerts = await database.admin<{ kind: string }>(`select kind from app.alerts where object_id = $1`, [id])
    expect(alerts).toEqual([{ kind: 'money.unapplied' }])
  })

  it('MO5 refuses what is no amount', async () => {
    const { id } = await ours.sentInvoice()
    for (const amount of ['0', '-5', '1e3', '12,50', '１２', '1.001', 9007199254740992, 'NaN']) {
      const refused = await refusalOf(pay(id, amount), 'VALIDATION_ERROR')
      expect(refused.details[0]?.field, String(amount)).toBe('amount')
    }
    expect((await invoiceNow(id)).amount_paid).toBe('0.00')
  })

  it('reads the amount in the invoice’s own currency', async () => {
    const { id } = await ours.sentInvoice({ currency: 'JPY', line_items: [{ name: 'Repair', qty: '1', rate: '500' }] })
    expect(presentPayment(await pay(id, '200'))).toMatchObject({ amount: '200', currency: 'JPY' })
    await refusalOf(pay(id, '1.50'), 'VALIDATION_ERROR')
  })

  it('is refused on a draft and after void, and TI2 on what is not ours', async () => {
    await refusalOf(pay((await ours.draft()).id, '1'), 'CONFLICT')
    const voided = await ours.sentInvoice()
    await voidInvoice(ours.as('OWNER'), voided.id)
    await refusalOf(pay(voided.id, '1'), 'CONFLICT')
    for (const id of [(await theirs.sentInvoice()).id, newId(), 'x']) {
      const { details } = await refusalOf(pay(id, '1'), 'VALIDATION_ERROR')
      expect(details).toEqual([{ field: 'invoice_id', message: 'No such record' }])
    }
    await refusalOf(pay((await ours.sentInvoice()).id, '1', {}, 'VIEWER'), 'FORBIDDEN')
  })

  it('C-10 keeps a paid invoice from being voided', async () => {
    const { id } = await ours.sentInvoice()
    await pay(id, '1')
    await refusalOf(voidInvoice(ours.as('OWNER'), id), 'CONFLICT')
    expect((await invoiceNow(id)).allowed_actions).not.toContain('void')
  })
})

describe('reversal', () => {
  it('MO15 is a row of its own and gives the amount back, once', async () => {
    const { id } = await ours.sentInvoice()
    const paid = await pay(id, '100')
    const reversed = presentPayment(await reversePayment(ours.as('OWNER'), paid.id, 'Cheque bounced'))
    expect(reversed).toMatchObject({ status: 'REFUNDED', amount: '-100.00', applied: '-100.00', reverses_id: paid.id })
    expect(await invoiceNow(id)).toMatchObject({ status: 'SENT', amount_paid: '0.00', amount_due: '100.00' })
    await refusalOf(reversePayment(ours.as('OWNER'), paid.id, 'again'), 'CONFLICT')
    await refusalOf(reversePayment(theirs.as('OWNER'), paid.id, 'not mine'), 'NOT_FOUND')
  })

  it('never changes a payment: the Worker’s role cannot', async () => {
    const { id } = await ours.sentInvoice()
    const paid = await pay(id, '10')
    const { db } = ours.as('OWNER')
    await expect(db.execute(`update payments set amount = 1 where id = '${paid.id}'`)).rejects.toThrow()
    await expect(db.execute(`update invoices set amount_paid = 1 where id = '${id}'`)).rejects.toThrow()
  })
})

it('lists page by page, by invoice, and refuses a foreign cursor', async () => {
  const { id } = await ours.sentInvoice()
  for (let i = 1; i <= 5; i++) await pay(id, String(i))
  const cursors = new Cursors('a secret of the tests')
  const first = await listPayments(ours.as('VIEWER'), cursors, { invoice_id: id, limit: 3 })
  const second = await listPayments(ours.as('VIEWER'), cursors, { invoice_id: id, limit: 3, cursor: first.cursor! })
  expect([...first.rows, ...second.rows].map((row) => row.amount)).toEqual([500n, 400n, 300n, 200n, 100n])
  expect(second.cursor).toBeNull()
  await refusalOf(
    listPayments(theirs.as('OWNER'), cursors, { invoice_id: id, limit: 3, cursor: first.cursor! }),
    'BAD_REQUEST',
  )
})

it('H-API-26 lists the days of payment as the business counts them, the latest first', async () => {
  const business = await makeBusiness(database, { timezone: 'Pacific/Kiritimati' })
  const { id } = await business.sentInvoice()
  const record = (amount: string, paid_at: string) =>
    createPayment(business.as('STAFF'), CreatePayment.parse({ invoice_id: id, amount, paid_at }))
  // Fourteen hours ahead of UTC: the day begins at ten in the morning of the day before.
  await record('1', '2026-03-02T09:59:00Z')
  await record('2', '2026-03-03T09:59:59.999Z')
  await record('3', '2026-03-01T10:00:00Z')
  await record('4', '2026-03-02T10:00:00Z')
  await record('5', '2026-03-01T09:59:59Z')
  const cursors = new Cursors('a secret of the tests')
  const amounts = async (query: object) => {
    const found: bigint[] = []
    let cursor: string | null | undefined
    do {
      const meter = new Meter()
      const asked = PaymentQuery.parse({ limit: 2, ...query, ...(cursor ? { cursor } : {}) })
      const page = await listPayments(business.as('VIEWER', { meter }), cursors, asked)
      expect(meter.trips).toBe(1)
      found.push(...page.rows.map((row) => row.amount))
      cursor = page.cursor
    } while (cursor)
    return found
  }
  expect(await amounts({ paid_from: '2026-03-02', paid_to: '2026-03-03' })).toEqual([400n, 200n, 300n, 100n])
  expect(await amounts({ paid_from: '2026-03-02', paid_to: '2026-03-02' })).toEqual([300n, 100n])
  expect(await amounts({ paid_to: '2026-03-01' })).toEqual([500n])
  expect(await amounts({ paid_from: '2026-03-03', status: 'SUCCEEDED' })).toEqual([400n, 200n])
  expect(await amounts({ paid_from: '2026-03-03', paid_to: '2026-03-01' })).toEqual([])
  expect(await amounts({})).toEqual([500n, 400n, 300n, 200n, 100n])
})
