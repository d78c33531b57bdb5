import { beforeAll, expect, it } from 'vitest'
import { InvoiceQuery } from '../../../core/contract/invoices.ts'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { Meter } from '../../../core/db/meter.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getHomeSummary } from '../../../core/services/home/get.ts'
import { listInvoices } from '../../../core/services/invoices/list.ts'
import { presentSummary } from '../../../core/services/invoices/present.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let ours: TestBusiness

const pay = (invoice_id: string, amount: string) =>
  createPayment(ours.as('STAFF'), CreatePayment.parse({ invoice_id, amount }))
const due = (id: string, days: number) =>
  database.admin(
    `update invoices set issue_date = current_date - 90, due_date = current_date + $2::int where id = $1`,
    [id, days],
  )

beforeAll(async () => {
  if (!database.kind) return
  ours = await makeBusiness(database)
  const theirs = await makeBusiness(database)
  await theirs.sentInvoice()
  await ours.draft()
  const invoices = []
  for (const days of [30, 20, 10, -10, -20, 5, 6]) {
    const { id } = await ours.sentInvoice()
    await due(id, days)
    invoices.push(id)
  }
  const [, partly, , , latePartly, paid, voided] = invoices as [string, string, string, string, string, string, string]
  await pay(partly, '40')
  await pay(latePartly, '99.99')
  await pay(paid, '100')
  await voidInvoice(ours.as('OWNER'), voided)
})

it('H-API-20 lists what is unpaid by due date, page by page, each page in one trip', async () => {
  const found = []
  let cursor: string | null | undefined
  do {
    const meter = new Meter()
    const query = InvoiceQuery.parse({ status: 'UNPAID', limit: 2, ...(cursor ? { cursor } : {}) })
    const page = await listInvoices(ours.as('VIEWER', { meter }), cursors, query)
    expect(meter.trips).toBe(1)
    expect(page.rows.length).toBeLessThanOrEqual(2)
    found.push(...page.rows.map(presentSummary))
    cursor = page.cursor
  } while (cursor)
  expect(found.map(({ status, amount_due }) => [status, amount_due])).toEqual([
    ['OVERDUE', '0.01'],
    ['OVERDUE', '100.00'],
    ['SENT', '100.00'],
    ['PARTIALLY_PAID', '60.00'],
    ['SENT', '100.00'],
  ])
  expect(found.map((row) => row.due_date)).toEqual(found.map((row) => row.due_date).sort())
  const { unpaid } = await getHomeSummary(ours.as('OWNER'))
  expect(unpaid).toEqual([{ count: found.length, total: '360.01', currency: 'CAD' }])
})
