import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ContactQuery } from '../../../core/contract/contacts.ts'
import { InvoiceQuery } from '../../../core/contract/invoices.ts'
import { ItemQuery } from '../../../core/contract/items.ts'
import { QuoteQuery } from '../../../core/contract/quotes.ts'
import { connect, Meter } from '../../../core/db/meter.ts'
import { TenantDb } from '../../../core/db/tenant-db.ts'
import { daysBetween } from '../../../core/domain/kernel/dates.ts'
import { listContacts } from '../../../core/services/contacts/list.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getHomeSummary } from '../../../core/services/home/get.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { listInvoices } from '../../../core/services/invoices/list.ts'
import { presentInvoice, presentSummary } from '../../../core/services/invoices/present.ts'
import { listItems } from '../../../core/services/items/list.ts'
import { presentItem } from '../../../core/services/items/present.ts'
import { suggestLines } from '../../../core/services/items/suggest.ts'
import { listQuotes } from '../../../core/services/quotes/list.ts'
import { presentSummary as presentQuoteSummary } from '../../../core/services/quotes/present.ts'
import { invoiceId, ORG_ID } from '../../../local/demo/ids.ts'
import { MEMBERS, OWNER, type Person, REVIEWER } from '../../../local/demo/people.ts'
import { scryptPasswords } from '../../../workers/adapters/passwords/scrypt.ts'
import type { TestDatabase } from '../../support/database.ts'
import { countRows, openEmpty } from './demo-database.ts'
import { PASSWORD, seed } from './seed-here.ts'

const cursors = new Cursors('a secret of the tests')
let database: TestDatabase

beforeAll(async () => {
  database = (await openEmpty('pglite'))!
  expect(await seed(database)).toBe(true)
}, 120_000)
afterAll(() => database?.close())

const as = (person: Person) =>
  TenantDb.open(
    connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter()),
    { kind: 'user', userId: person.id, orgId: ORG_ID, sessionId: null },
    { requestId: 'req_test' },
  )
const statuses = async (person = OWNER) => {
  const { rows } = await listInvoices(as(person), cursors, InvoiceQuery.parse({ limit: 100 }))
  return rows.map((row) => presentSummary(row).status)
}

describe('the demo business', () => {
  it('is made by the clock on the wall of the desk: unpaid, overdue and paid today as in the picture', async () => {
    const home = await getHomeSummary(as(OWNER))
    // INV-1042 goes out through the running Worker.
    expect(home).toMatchObject({
      currency: 'CAD',
      unpaid: [{ count: 5, total: '3588.90' }],
      overdue: [{ count: 3, total: '1774.10' }],
      oldest_overdue_days: 23,
      paid_today: [{ count: 2, total: '711.90' }],
    })
    expect(home.next.slice(0, 3).map(({ title, days_late }) => [title, days_late])).toEqual([
      ['Birchwood Dental', 23],
      ['Harbord Street Bakery', 14],
      ['Kensington Cold Brew', 4],
    ])
    expect(Date.parse(home.last_payment_at ?? '')).toBeLessThanOrEqual(Date.parse(home.as_of))
  })

  it('has 40 contacts of all types, 31 invoices and 8 quotes in all states', async () => {
    const types = await database.admin<{ type: string; count: number }>(
      'select type, count(*)::int as count from contacts group by type order by type',
    )
    expect(types.map(({ type }) => type)).toEqual(['CUSTOMER', 'LEAD', 'OTHER', 'VENDOR'])
    expect(types.reduce((sum, { count }) => sum + count, 0)).toBe(40)
    const all = await statuses()
    expect(all).toHaveLength(31)
    expect(new Set(all)).toEqual(new Set(['DRAFT', 'SENT', 'PARTIALLY_PAID', 'PAID', 'OVERDUE', 'VOID']))
    const { rows } = await listQuotes(as(OWNER), cursors, QuoteQuery.parse({}))
    const quotes = rows.map((row) => presentQuoteSummary(row))
    expect(
      quotes.map(({ quote_number, status, total, accepted_total }) => [quote_number, status, total, accepted_total]),
    ).toEqual([
      [null, 'DRAFT', '1728.90', null],
      ['Q-0007', 'SENT', '1875.80', null],
      ['Q-0006', 'CONVERTED', '339.00', '339.00'],
      ['Q-0005', 'SENT', '1062.20', null],
      ['Q-0004', 'SENT', '7322.40', null],
      ['Q-0003', 'APPROVED', '1096.10', '2000.10'],
      ['Q-0002', 'REJECTED', '1446.40', null],
      ['Q-0001', 'EXPIRED', '542.40', null],
    ])
    const providers = await database.admin<{ provider: string }>('select distinct provider from payments order by 1')
    expect(providers.map(({ provider }) => provider)).toEqual(['BANK', 'CASH', 'CHECK', 'STRIPE'])
    expect(await database.admin('select amount::int from unapplied_money')).toEqual([{ amount: 2000 }])
  })

  it('has a price list, of which the first letters bring up an item before a line', async () => {
    const { rows } = await listItems(as(MEMBERS.marcus), cursors, ItemQuery.parse({}))
    expect(rows.map(presentItem).map(({ name, rate, unit, tax_name }) => [name, rate, unit, tax_name])).toEqual([
      ['Copper pipe, 15 mm', '14.50', 'm', 'HST'],
      ['Drain camera inspection', '180.00', 'visit', 'HST'],
      ['Water heater flush', '120.00', null, 'HST'],
      ['Call-out (Toronto core)', '60.00', null, 'HST'],
      ['Labour', '110.00', 'h', 'HST'],
    ])
    const found = await suggestLines(as(OWNER), 'lab')
    expect(found.map(({ name, item_id }) => [name, item_id !== null])).toEqual([
      ['Labour', true],
      ['Labour, per hour', false],
    ])
  })

  it('lets each of its people in, and shows the agent his own alone', async () => {
    const users = await database.admin<{ email: string; password_hash: string }>(
      'select email, password_hash from app.users order by id',
    )
    const people = [OWNER, ...Object.values(MEMBERS), REVIEWER]
    expect(users.map(({ email }) => email)).toEqual(people.map(({ email }) => email))
    expect(await scryptPasswords().matches(PASSWORD, users[0]!.password_hash)).toBe(true)
    expect(await statuses(MEMBERS.priya)).toEqual(['DRAFT'])
    const hers = await listContacts(as(MEMBERS.priya), cursors, ContactQuery.parse({ limit: 100 }))
    expect(hers.rows).toHaveLength(6)
    expect(await statuses(MEMBERS.marcus)).toHaveLength(31)
  })

  it('adds up: sums paid, numbers without a gap, tax of every total', async () => {
    const wrong = await database.admin(
      `select i.id from invoices i where amount_paid <> (select coalesce(sum(applied), 0) from payments p where p.invoice_id = i.id)
         or total <> subtotal - discount_total + charge_total + tax_total
         or tax_total <> round((subtotal - discount_total) * 0.13)
         or subtotal <> (select sum(l.net) from invoice_lines l where l.invoice_id = i.id)`,
    )
    expect(wrong).toEqual([])
    const numbers = await database.admin<{ n: string }>(
      'select invoice_number as n from invoices where invoice_number is not null order by 1',
    )
    expect(numbers.map(({ n }) => n)).toEqual(Array.from({ length: 26 }, (_, index) => `INV-${1016 + index}`))
  })

  it('happened in its order, each at its time, and all of it in the past', async () => {
    const [times] = await database.admin<{ ahead: number; before: number; disorder: number }>(
      `select (select count(*)::int from app.audit where at > now()) as ahead,
        (select count(*)::int from payments p join invoices i on i.id = p.invoice_id where p.paid_at < i.sent_at) as before,
        (select count(*)::int from (select at - lag(at) over (order by id) as step from app.audit) a where step < interval '0') as disorder`,
    )
    expect(times).toEqual({ ahead: 0, before: 0, disorder: 0 })
    const late = presentInvoice(await getInvoice(as(OWNER), invoiceId(1039)))
    expect(late).toMatchObject({ invoice_number: 'INV-1039', status: 'PARTIALLY_PAID', views: { count: 2 } })
    expect(daysBetween(late.issue_date, late.due_date)).toBe(14)
    expect(late.sent_at?.slice(0, 10)).toBe(late.issue_date)
    const activity = await listInvoiceActivity(as(OWNER), invoiceId(1038))
    expect(activity.map(({ action }) => action)).toEqual([
      'payment.apply',
      'invoice.open_checkout',
      'invoice.pay',
      'invoice.send',
      'invoice.send_attempted',
      'invoice.create',
    ])
  })

  it('leaves product time, jobs and sign-ins as if nothing had been written', async () => {
    expect(await countRows(database)).toMatchObject({ 'app.clock': 0 })
    // What was done is archived a month later.
    const waiting = await database.admin('select type, count(*)::int from app.jobs where done_at is null group by 1')
    expect(waiting).toEqual([{ type: 'WORK_ITEM_ARCHIVE', count: 4 }])
    expect(await database.admin('select id from app.sessions')).toEqual([])
  })

  it('is never made twice', async () => {
    const before = await countRows(database)
    expect(await seed(database)).toBe(false)
    expect(await countRows(database)).toEqual(before)
  })
})
