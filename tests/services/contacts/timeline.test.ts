import { beforeAll, describe, expect, it } from 'vitest'
import { MergeContact, RecordConsent, TimelineQuery } from '../../../core/contract/contacts.ts'
import { ApproveQuote } from '../../../core/contract/quotes.ts'
import { Meter } from '../../../core/db/meter.ts'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { recordConsent } from '../../../core/services/contacts/consents.ts'
import { mergeContact } from '../../../core/services/contacts/merge.ts'
import { listContactTimeline } from '../../../core/services/contacts/timeline.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { markInvoiceSent } from '../../../core/services/invoices/links.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import { approveQuote, rejectQuote } from '../../../core/services/quotes/approve.ts'
import { convertQuote } from '../../../core/services/quotes/convert.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { sendPorts } from '../../support/fake-mailer.ts'
import { draftQuote, linkedQuote } from '../../support/quoted.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
const { links } = sendPorts()
let business: TestBusiness
let world: StripeWorld

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database)
  world = stripeWorld(database)
}, 60_000)

const cursors = new Cursors('a secret of the tests')
const told = (tenant: TenantDb, id: string, query: object = {}) =>
  listContactTimeline(tenant, cursors, { ...TimelineQuery.parse({ limit: 100, ...query }), id })
const titles = async (
  id: string,
  role: Parameters<TestBusiness['as']>[0] = 'OWNER',
  meter = new Meter(),
  query: object = {},
) =>
  (await told(business.as(role, { meter }), id, query)).rows.map(
    ({ type, title, amount, currency }) => `${type}: ${title}${amount === null ? '' : `: ${amount} ${currency}`}`,
  )

describe('listContactTimeline', () => {
  it('tells invoices, payments and changes, newest first, in one trip', async () => {
    const contact = await business.contact({}, 'AGENT')
    const sent = await business.sentInvoice({ contact_id: contact.id })
    await createPayment(business.as('STAFF'), { invoice_id: sent.id, provider: 'CASH', amount: '40.00' })
    await business.draft({ contact_id: contact.id }, 'AGENT')
    await updateContact(business.as('OWNER'), contact.id, { city: 'Toronto' })
    const meter = new Meter()
    const who = business.tenantId.slice(-4)
    const all = [
      `audit: Edited by owner of ${who}`,
      'invoice: Draft invoice: 100.00 CAD',
      'payment: Payment: 40.00 CAD',
      `invoice: Invoice ${sent.invoice_number}: 100.00 CAD`,
      `audit: Created by agent of ${who}`,
    ]
    expect(await titles(contact.id, 'OWNER', meter)).toEqual(all)
    expect(meter.trips).toBe(1)
    expect(await titles(contact.id, 'VIEWER')).toEqual(all)
    expect(await titles(contact.id, 'AGENT')).toEqual([all[0], all[1], all[4]])
  })

  it('calls money that went by what took it', async () => {
    const contact = await business.contact()
    const sent = await business.sentInvoice({ contact_id: contact.id })
    const cash = await createPayment(business.as('STAFF'), { invoice_id: sent.id, provider: 'CASH', amount: '40.00' })
    await reversePayment(business.as('OWNER'), cash.id, 'Typed by mistake')
    const other = await business.sentInvoice({ contact_id: contact.id })
    const checkout = await openCheckout(world, database, business, other.id)
    await world.deliver(checkout.completed())
    await world.deliver(checkout.refundedBy([['re_1', 3_000]]))
    await world.deliver(checkout.refundedBy([['re_1', 3_000, 'FAILED']]))
    await world.deliver(checkout.disputed('lost'))
    const those = (await titles(contact.id)).filter((title) => title.startsWith('payment: '))
    expect(those.sort()).toEqual([
      'payment: Dispute lost: -100.00 CAD',
      'payment: Payment taken back: -40.00 CAD',
      'payment: Payment: 100.00 CAD',
      'payment: Payment: 40.00 CAD',
      'payment: Refund that failed: 30.00 CAD',
      'payment: Refund: -30.00 CAD',
    ])
  })

  it('tells what happened to a quote, each at its time', async () => {
    const contact = await business.contact()
    const ofContact = { contact_id: contact.id }
    const { id } = await linkedQuote(business, links, ofContact)
    const declined = await linkedQuote(business, links, ofContact)
    await draftQuote(business, ofContact)
    await approveQuote(business.as('OWNER'), links, id, ApproveQuote.parse({ note: 'On the phone' }))
    await rejectQuote(business.as('OWNER'), declined.id, { note: 'Too dear' })
    await convertQuote(business.as('OWNER'), id)
    const [{ first, second } = { first: '', second: '' }] = await database.admin<{ first: string; second: string }>(
      `select (select quote_number from quotes where id = $1) as first, (select quote_number from quotes where id = $2) as second`,
      [id, declined.id],
    )
    const those = (await titles(contact.id)).filter((title) => title.startsWith('quote: '))
    expect(those.sort()).toEqual([
      'quote: Draft quote: 100.00 CAD',
      `quote: Quote ${first} approved: 100.00 CAD`,
      `quote: Quote ${first} became an invoice: 100.00 CAD`,
      `quote: Quote ${first} sent: 100.00 CAD`,
      `quote: Quote ${second} rejected: 100.00 CAD`,
      `quote: Quote ${second} sent: 100.00 CAD`,
    ])
  })

  it('RB1 tells an agent of his invoice that was sent, not of the money that came', async () => {
    const contact = await business.contact({}, 'AGENT')
    const own = await business.draft({ contact_id: contact.id }, 'AGENT')
    const sent = await markInvoiceSent(business.as('OWNER'), own.id)
    await createPayment(business.as('STAFF'), { invoice_id: own.id, provider: 'CASH', amount: '40.00' })
    expect(await titles(contact.id, 'STAFF')).toContain('payment: Payment: 40.00 CAD')
    expect((await titles(contact.id, 'AGENT')).slice(0, -1)).toEqual([
      `invoice: Invoice ${sent.invoice_number}: 100.00 CAD`,
    ])
  })

  it('TI8 does not tell what happened with other contacts, or elsewhere', async () => {
    const contact = await business.contact()
    const other = await makeBusiness(database)
    await other.sentInvoice()
    await business.sentInvoice()
    expect(await titles(contact.id)).toHaveLength(1)
    for (const role of ['OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER'] as const) {
      await expectRefusal(told(other.as(role), contact.id), 'NOT_FOUND')
    }
    await expectRefusal(told(business.as('AGENT'), contact.id), 'NOT_FOUND')
  })

  it('goes on by pages without a gap or a double, whatever has the same moment', async () => {
    const contact = await business.contact()
    const draft = await business.draft({ contact_id: contact.id })
    await copyInvoices(draft.id)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page = await told(business.as('OWNER'), contact.id, { limit: 50, ...(cursor ? { cursor } : {}) })
      seen.push(...page.rows.map(({ type, id }) => `${type} ${id}`))
      cursor = page.cursor
    } while (cursor)
    expect([seen.length, new Set(seen).size]).toEqual([122, 122])
    expect(seen.at(-1)).toMatch(/^audit/)
  })

  it('tells of some kinds, and of some days of the business; a cursor fits its filters alone', async () => {
    const contact = await business.contact()
    const gone = await business.contact({ display_name: 'Goes' })
    await business.sentInvoice({ contact_id: contact.id })
    await recordConsent(
      business.as('OWNER'),
      contact.id,
      RecordConsent.parse({ channel: 'SMS', state: 'GRANTED', note: 'Said so' }),
    )
    await mergeContact(business.as('OWNER'), contact.id, MergeContact.parse({ other_id: gone.id }))
    const who = business.tenantId.slice(-4)
    const meter = new Meter()
    expect(await titles(contact.id, 'OWNER', meter, { kind: 'audit,consent' })).toEqual([
      `audit: Another contact merged into this one by owner of ${who}`,
      `consent: Texts agreed to, written down by owner of ${who}`,
      `audit: Created by owner of ${who}`,
    ])
    expect(meter.trips).toBe(1)
    // Half past one in the night of Toronto is another day in UTC.
    await database.admin(`update invoices set sent_at = '2026-07-02T03:30:00Z' where contact_id = $1`, [contact.id])
    const on = (from: string, to: string) => titles(contact.id, 'OWNER', new Meter(), { from, to })
    expect(await on('2026-07-01', '2026-07-01')).toHaveLength(1)
    expect(await on('2026-07-02', '2026-07-03')).toEqual([])
    const first = await told(business.as('OWNER'), contact.id, { limit: 1 })
    const other = told(business.as('OWNER'), contact.id, { limit: 1, kind: 'invoice', cursor: first.cursor })
    await expectRefusal(other, 'BAD_REQUEST', 'cursor')
    expect(TimelineQuery.safeParse({ kind: 'invoice,money' }).success).toBe(false)
  })
})

const copyInvoices = (id: string) =>
  database.admin(
    `insert into invoices (tenant_id, id, contact_id, issue_date, due_date, currency, subtotal, discount_total, charge_total, tax_total, total, created_by)
     select tenant_id, gen_random_uuid(), contact_id, issue_date, due_date, currency, subtotal, discount_total, charge_total, tax_total, total, created_by
     from invoices, generate_series(1, 120) where id = $1`,
    [id],
  )
