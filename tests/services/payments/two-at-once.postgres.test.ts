import { beforeAll, expect, it } from 'vitest'
import { CreatePayment, RecordAdvance } from '../../../core/contract/payments.ts'
import { newId } from '../../../core/db/ids.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { createInvoice } from '../../../core/services/invoices/create.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { sendInvoice } from '../../../core/services/invoices/send.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { recordAdvance } from '../../../core/services/payments/advance.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listUnapplied } from '../../../core/services/payments/list.ts'
import { returnUnapplied } from '../../../core/services/payments/return-unapplied.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import { refundPayment } from '../../../core/services/refunds/refund.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeMailer, sendPorts } from '../../support/fake-mailer.ts'
import { stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
useBalancedBooks(database)
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})
const input = { channel: 'EMAIL', hold_seconds: 0 } as const
const range = (n: number) => Array.from({ length: n }, (_, index) => index)
const codes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((result) =>
    result.status === 'fulfilled'
      ? 'ok'
      : result.reason instanceof AppError
        ? result.reason.code
        : String(result.reason),
  )

it('MO13 64 simultaneous sends, some refused, give consecutive numbers', async () => {
  const business = await makeBusiness(database)
  const drafts = await Promise.all(range(64).map(() => business.draft()))
  const sends = await Promise.allSettled(
    drafts.map((draft, index) => {
      const mailer = fakeMailer()
      if (index % 8 === 3) mailer.outcome = { outcome: 'refused', reason: 'no' }
      return sendInvoice(business.as('OWNER'), sendPorts(mailer), draft.id, input)
    }),
  )
  expect(codes(sends).filter((code) => code === 'PROVIDER_ERROR')).toHaveLength(8)
  const rows = await Promise.all(drafts.map((draft) => getInvoice(business.as('OWNER'), draft.id)))
  const numbers = rows.map((row) => row.invoice_number).sort()
  expect(numbers).toEqual(range(64).map((index) => `INV-${String(index + 1).padStart(4, '0')}`))
})

it('EM1 eight people send one invoice: one mail, one number', async () => {
  const draft = await ours.draft()
  const mailer = fakeMailer()
  mailer.delayMs = 200
  const results = await Promise.allSettled(
    range(8).map(() => sendInvoice(ours.as('OWNER'), sendPorts(mailer), draft.id, input)),
  )
  expect(codes(results).filter((code) => code === 'ok')).toHaveLength(1)
  expect(codes(results).every((code) => ['ok', 'IN_FLIGHT', 'CONFLICT'].includes(code))).toBe(true)
  expect(mailer.sent).toHaveLength(1)
})

it('void cannot slip in while a mail is on its way', async () => {
  const draft = await ours.draft()
  const mailer = fakeMailer()
  mailer.delayMs = 300
  const sending = sendInvoice(ours.as('OWNER'), sendPorts(mailer), draft.id, input)
  await new Promise((resolve) => setTimeout(resolve, 150))
  const [voided] = await Promise.allSettled([voidInvoice(ours.as('OWNER'), draft.id)])
  expect(codes([voided!])).toEqual(['IN_FLIGHT'])
  expect((await sending).status).toBe('SENT')
})

it('MO4 64 payers at once never lose a cent', async () => {
  const { id } = await ours.sentInvoice({ line_items: [{ name: 'Roof', qty: '1', rate: '640' }] })
  const amount = '16.00'
  await Promise.all(
    range(64).map(() => createPayment(ours.as('STAFF'), CreatePayment.parse({ invoice_id: id, amount }))),
  )
  const invoice = await getInvoice(ours.as('OWNER'), id)
  const [sums] = await database.admin<{ amount: string; applied: string; unapplied: string; rows: number }>(
    `select sum(amount)::text as amount, sum(applied)::text as applied, count(*)::int as rows,
      (select sum(amount)::text from unapplied_money where invoice_id = $1) as unapplied from payments where invoice_id = $1`,
    [id],
  )
  expect(invoice.amount_paid).toBe(64000n)
  expect(sums).toEqual({ amount: '102400', applied: '64000', unapplied: '38400', rows: 64 })
})

it('MO1 50 simultaneous creates with one key are one invoice and 50 equal answers', async () => {
  const contact = await ours.contact()
  const idem = { scope: 'owner:POST:/v1/invoices', key: newId(), hash: 'same' }
  const body = { contact_id: contact.id, line_items: [{ name: 'Repair', qty: '1', rate: '5' }] } as never
  const answers = await Promise.all(range(50).map(() => createInvoice(ours.as('OWNER', { idem }), body)))
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
  const [{ count } = { count: 0 }] = await database.admin<{ count: number }>(
    `select count(*)::int from invoices where contact_id = $1`,
    [contact.id],
  )
  expect(count).toBe(1)
})

it('MO15 reverses a payment once, however many try', async () => {
  const { id } = await ours.sentInvoice()
  const paid = await createPayment(ours.as('STAFF'), CreatePayment.parse({ invoice_id: id, amount: '100' }))
  const results = await Promise.allSettled(range(10).map(() => reversePayment(ours.as('OWNER'), paid.id, 'twice')))
  expect(codes(results).filter((code) => code === 'ok')).toHaveLength(1)
  expect((await getInvoice(ours.as('OWNER'), id)).amount_paid).toBe(0n)
})

it('MO4 what was given back by hand is not taken back or refunded as well, however close they come', async () => {
  const business = await makeBusiness(database)
  const contact = await business.contact()
  const owner = () => business.as('OWNER')
  const advances = await Promise.all(
    range(10).map(() => recordAdvance(owner(), contact.id, RecordAdvance.parse({ amount: '80' }))),
  )
  const { id: invoice_id } = await business.sentInvoice()
  const tooMuch = await createPayment(owner(), CreatePayment.parse({ invoice_id, amount: '150' }))
  const { rows } = await listUnapplied(owner(), new Cursors('a secret of sixteen'), { limit: 100 })
  const { payments } = stripeWorld(database).context
  await Promise.allSettled(
    rows.flatMap(({ id, payment_id }) => [
      payment_id === tooMuch.id
        ? refundPayment(owner(), payments, tooMuch.id, { reason: 'All of it', credit: false })
        : reversePayment(owner(), payment_id!, 'A slip'),
      returnUnapplied(owner(), id, 'In cash'),
    ]),
  )
  const left = await database.admin<{ left: string }>(
    `select sum(amount)::text as left from payments where coalesce(reverses_id, id) = any ($1) group by coalesce(reverses_id, id)`,
    [[...advances.map(({ id }) => id), tooMuch.id]],
  )
  expect(left).toHaveLength(11)
  expect(left.every((each) => BigInt(each.left) >= 0n)).toBe(true)
})
