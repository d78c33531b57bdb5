import { beforeAll, expect, it } from 'vitest'
import { CreatePayment } from '../../core/contract/payments.ts'
import { newId } from '../../core/db/ids.ts'
import { createInvoice } from '../../core/services/invoices/create.ts'
import { getInvoice } from '../../core/services/invoices/get.ts'
import { markInvoiceSent } from '../../core/services/invoices/links.ts'
import { createPayment } from '../../core/services/payments/create.ts'
import { makeBusiness, type TestBusiness } from '../support/business.ts'
import { useDatabase } from '../support/database.ts'

// The embedded database runs one transaction at a time: here that all of them come to an end, with the same result. What
// real simultaneity does is in services/**/*.postgres.test.ts.

const database = useDatabase()
let ours: TestBusiness
beforeAll(async () => {
  if (database.kind) ours = await makeBusiness(database)
})
const times = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)))

it('sixteen numbers without a gap', async () => {
  const business = await makeBusiness(database, { roles: ['OWNER'] })
  const drafts = await times(16, () => business.draft())
  const sent = await times(16, (n) => markInvoiceSent(business.as('OWNER'), drafts[n]!.id))
  const numbers = sent.map(({ invoice_number }) => Number(invoice_number?.split('-').at(-1))).sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 16 }, (_, n) => n + 1))
})

it('sixteen payers lose no cent', async () => {
  const { id } = await ours.sentInvoice()
  await times(16, () => createPayment(ours.as('STAFF'), CreatePayment.parse({ invoice_id: id, amount: '10.00' })))
  expect((await getInvoice(ours.as('OWNER'), id)).amount_paid).toBe(10_000n)
  const [sums] = await database.admin(
    `select (select sum(amount)::text from payments where invoice_id = $1) as paid,
      (select sum(amount)::text from unapplied_money where invoice_id = $1) as unapplied`,
    [id],
  )
  expect(sums).toEqual({ paid: '16000', unapplied: '6000' })
})

it('sixteen creates with one key are one invoice', async () => {
  const { id: contact_id } = await ours.contact()
  const idem = { scope: 'owner', key: newId(), hash: 'same' }
  const body = { contact_id, line_items: [{ name: 'Repair', qty: '1', rate: '5' }] } as never
  const answers = await times(16, () => createInvoice(ours.as('OWNER', { idem }), body))
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
})
