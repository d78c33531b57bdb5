import { beforeAll, describe, expect, it } from 'vitest'
import { RecordAdvance } from '../../../core/contract/payments.ts'
import { mergeContact } from '../../../core/services/contacts/merge.ts'
import { listContactTimeline } from '../../../core/services/contacts/timeline.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { recordAdvance } from '../../../core/services/payments/advance.ts'
import { applyUnapplied } from '../../../core/services/payments/apply-unapplied.ts'
import { listPayments, listUnapplied } from '../../../core/services/payments/list.ts'
import { presentPayment, presentUnapplied } from '../../../core/services/payments/present.ts'
import { returnUnapplied } from '../../../core/services/payments/return-unapplied.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import { totalPayments } from '../../../core/services/payments/totals.ts'
import { refundPayment } from '../../../core/services/refunds/refund.ts'
import { getStatement, presentStatement } from '../../../core/services/statements/get.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
useBalancedBooks(database)
const cursors = new Cursors('a secret of sixteen')
let ours: TestBusiness
beforeAll(async () => {
  if (database.kind) ours = await makeBusiness(database)
})

const owner = () => ours.as('OWNER')
const record = (id: string, input: object, business = ours) =>
  recordAdvance(business.as('STAFF'), id, RecordAdvance.parse({ amount: '80.00', ...input }))
const kept = async (paymentId: string) =>
  (await listUnapplied(owner(), cursors, { limit: 100 })).rows.find((row) => row.payment_id === paymentId)
const balance = async (id: string) =>
  presentStatement(await getStatement(owner(), id, {})).accounts.map(({ closing_balance, unapplied }) => [
    closing_balance,
    unapplied,
  ])
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, details }) => [code, details?.[0]?.field],
  )

describe('money paid in advance', () => {
  it('is received, stands in the list and on the statement, and waits for an invoice', async () => {
    const before =
      (await totalPayments(owner(), {})).totals?.find(({ currency }) => currency === 'CAD')?.received ?? '0.00'
    const { id } = await ours.contact({ display_name: 'Pia Vorbezahlt' })
    const paid = presentPayment(await record(id, { note: 'Deposit', provider: 'CASH' }))
    expect(paid).toMatchObject({
      invoice_id: null,
      invoice_number: null,
      contact_id: id,
      contact_name: 'Pia Vorbezahlt',
      amount: '80.00',
      applied: '0.00',
      unapplied: '80.00',
      refundable: '0.00',
      allowed_actions: ['reverse'],
    })
    const { totals } = await totalPayments(owner(), {})
    expect(Number(totals![0]!.received) - Number(before)).toBe(80)
    for (const filters of [{}, { q: 'Vorbezahlt' }, { q: 'deposit' }, { q: '80.00' }])
      expect((await listPayments(owner(), cursors, { limit: 20, ...filters })).rows.map((row) => row.id)).toContain(
        paid.id,
      )
    expect(presentUnapplied((await kept(paid.id))!)).toMatchObject({
      amount: '80.00',
      reason: 'ADVANCE',
      contact_id: id,
      allowed_actions: ['apply', 'return'],
    })
    expect(await balance(id)).toEqual([['-80.00', '80.00']])
    const told = await listContactTimeline(owner(), cursors, { id, limit: 20, kind: ['payment'] } as never)
    expect(told.rows).toHaveLength(1)
  })

  it('pays the invoices that come, and what is left goes back', async () => {
    const { id } = await ours.contact()
    const { id: paid } = await record(id, { amount: '150' })
    const invoice = await ours.sentInvoice({ contact_id: id })
    const { id: money } = (await kept(paid))!
    await applyUnapplied(owner(), money, {})
    expect(presentInvoice(await getInvoice(owner(), invoice.id))).toMatchObject({ status: 'PAID', amount_due: '0.00' })
    expect(await balance(id)).toEqual([['-50.00', '50.00']])
    await returnUnapplied(owner(), money, 'In cash')
    expect(await balance(id)).toEqual([['0.00', '0.00']])
    expect(await kept(paid)).toBeUndefined()
    const { rows } = await listPayments(owner(), cursors, { limit: 20 })
    expect(rows.slice(0, 1).map(({ kind, amount, contact_id }) => [kind, amount, contact_id])).toEqual([
      ['REFUND', -5_000n, id],
    ])
  })

  it('that was a slip is taken back, once, also from an invoice that it paid', async () => {
    const { id } = await ours.contact()
    const paid = await record(id, { amount: '100' })
    const invoice = await ours.sentInvoice({ contact_id: id })
    await applyUnapplied(owner(), (await kept(paid.id))!.id, {})
    const tries = await Promise.all([1, 2].map(() => refusal(reversePayment(owner(), paid.id, 'Wrong customer'))))
    expect(tries.filter((each) => each === null)).toHaveLength(1)
    expect(presentInvoice(await getInvoice(owner(), invoice.id))).toMatchObject({ amount_due: '100.00' })
    expect(await balance(id)).toEqual([['100.00', '0.00']])
    expect(
      (
        await refusal(
          refundPayment(owner(), stripeWorld(database).context.payments, paid.id, { reason: 'x', credit: false }),
        )
      )?.[0],
    ).toBe('CONFLICT')
  })

  it('follows its customer into another, in its own currency and on its own day', async () => {
    const [into, from] = [await ours.contact(), await ours.contact()]
    const paid = await record(from.id, { currency: 'EUR', paid_at: '2026-03-01T12:00:00Z' })
    await mergeContact(owner(), into.id, { other_id: from.id, take: [] })
    expect(await balance(into.id)).toEqual([['-80.00', '80.00']])
    expect((await kept(paid.id))?.contact_id).toBe(into.id)
    expect(paid.paid_on).toBe('2026-03-01')
  })

  it('is refused for nothing, a day to come, an unknown currency, another’s customer, and who records no payments', async () => {
    const { id } = await ours.contact()
    expect(await refusal(record(id, { amount: '0' }))).toEqual(['VALIDATION_ERROR', 'amount'])
    expect(await refusal(record(id, { currency: 'XXX' }))).toEqual(['VALIDATION_ERROR', 'currency'])
    expect((await refusal(record(id, { paid_at: '2999-01-01T12:00:00Z' })))?.[0]).toBe('VALIDATION_ERROR')
    expect((await refusal(record(id, {}, await makeBusiness(database))))?.[0]).toBe('NOT_FOUND')
    for (const role of ['AGENT', 'VIEWER'] as const)
      expect((await refusal(recordAdvance(ours.as(role), id, RecordAdvance.parse({ amount: '1' }))))?.[0]).toBe(
        'FORBIDDEN',
      )
    expect(await balance(id)).toEqual([])
  })
})
