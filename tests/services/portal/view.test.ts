import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { updateBusiness } from '../../../core/services/business/update.ts'
import { hashToken, PortalLinks } from '../../../core/services/documents/portal-links.ts'
import { revokePaymentLink, rotatePaymentLink } from '../../../core/services/invoices/links.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { presentPortalInvoice } from '../../../core/services/portal/present.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { linkTo, portal } from './portal-link.ts'

const database = useDatabase()
const { view, db } = portal(database)
let business: TestBusiness

beforeAll(async () => {
  if (database.kind) business = await makeBusiness(database, { name: 'Maple Corner Plumbing' })
})

const CANARY = 'CANARY-internal-note'
const sent = () =>
  business.sentInvoice({
    internal_notes: CANARY,
    tags: ['CANARY-tag'],
    line_items: [
      { name: 'Kitchen tap', qty: '2', rate: '90' },
      { name: 'Call-out', qty: '1.5', rate: '40.25', discount: { percent: '10' } },
    ],
  })

async function viewsOf(id: string) {
  const rows = await database.admin<{ count: number }>('select count from document_views where id = $1', [id])
  return rows[0]?.count ?? 0
}

describe('what a link opens', () => {
  it('is the invoice as it was finalised, in one trip', async () => {
    const invoice = await sent()
    const { hash } = await linkTo(business, invoice.id)
    const meter = new Meter()
    const row = await view(hash, true, meter)
    expect(meter.trips).toBe(1)
    expect(presentPortalInvoice(row!, { newAccountsCharge: true })).toMatchObject({
      invoice_number: invoice.invoice_number,
      status: 'SENT',
      currency: 'CAD',
      business: { name: 'Maple Corner Plumbing', timezone: 'America/Toronto' },
      customer: { display_name: 'Maria Silva' },
      line_items: [
        { name: 'Kitchen tap', qty: '2', rate: '90', amount: '180.00', discount: null },
        { name: 'Call-out', qty: '1.5', rate: '40.25', amount: '54.34', discount: { percent: '10' } },
      ],
      subtotal: '234.34',
      total: '234.34',
      amount_paid: '0.00',
      amount_due: '234.34',
      payments: [],
      pay_state: 'payable',
    })
  })

  it('PT7 tells nothing internal', async () => {
    const invoice = await sent()
    const { hash } = await linkTo(business, invoice.id)
    const shown = JSON.stringify(presentPortalInvoice((await view(hash))!))
    const secrets = [
      business.tenantId,
      business.orgId,
      ...Object.values(business.userIds),
      invoice.id,
      invoice.contact_id,
      'CANARY',
      '@org_',
    ]
    for (const secret of secrets) expect(shown).not.toContain(secret)
    expect(shown).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    const raw = await new SystemDb(db(new Meter())).value(sql`app.portal_view('invoice', ${hash}, false)`)
    expect(JSON.stringify(raw)).not.toContain('CANARY')
  })

  it('keeps the name of the business that was printed', async () => {
    const own = await makeBusiness(database, { name: 'Before' })
    const { hash } = await linkTo(own, (await own.sentInvoice()).id)
    await updateBusiness(own.as('OWNER'), { name: 'After' })
    expect((await view(hash))?.business.name).toBe('Before')
  })

  it('PT5 is nothing for what is unknown, expired or revoked', async () => {
    const invoice = await sent()
    const [first, second] = [await linkTo(business, invoice.id), await linkTo(business, invoice.id)]
    expect(await view(await hashToken('unknown'))).toBeNull()
    expect(await view(await hashToken(''))).toBeNull()
    await database.admin(`update app.portal_tokens set expires_at = app.now() where hash = decode($1, 'hex')`, [
      first.hash,
    ])
    expect(await view(first.hash)).toBeNull()
    await revokePaymentLink(business.as('OWNER'), invoice.id)
    expect(await view(second.hash)).toBeNull()
    expect(await viewsOf(invoice.id)).toBe(0)
  })

  it('PT5 moves to the new link when it is rotated', async () => {
    const invoice = await sent()
    const old = await linkTo(business, invoice.id)
    const { url } = await rotatePaymentLink(
      business.as('OWNER'),
      new PortalLinks('https://hub.example', 'another secret of 16'),
      invoice.id,
    )
    expect(await view(old.hash)).toBeNull()
    expect(await view(await hashToken(url.split('/').at(-1)!))).toMatchObject({ id: invoice.id })
  })

  it('PT4 is not an invoice when the link is for a quote', async () => {
    const invoice = await sent()
    const { hash } = await linkTo(business, invoice.id)
    await database.admin(`update app.portal_tokens set object_type = 'quote' where hash = decode($1, 'hex')`, [hash])
    expect(await view(hash)).toBeNull()
  })

  it('PT5 is a voided invoice with nothing due', async () => {
    const invoice = await sent()
    const { hash } = await linkTo(business, invoice.id)
    await voidInvoice(business.as('OWNER'), invoice.id)
    expect(presentPortalInvoice((await view(hash))!)).toMatchObject({
      status: 'VOID',
      amount_due: '0.00',
      pay_state: 'closed',
    })
  })

  it('is dated in the zone of the business', async () => {
    for (const timezone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const own = await makeBusiness(database, { timezone })
      const { hash } = await linkTo(own, (await own.sentInvoice()).id)
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(new Date())
      expect((await view(hash))?.today).toBe(today)
    }
  })
})

describe('looking', () => {
  it('is counted, and changes the document in nothing (PT6)', async () => {
    const invoice = await sent()
    const { hash } = await linkTo(business, invoice.id)
    const before = await database.admin('select * from invoices where id = $1', [invoice.id])
    for (let looks = 0; looks < 3; looks++) await view(hash)
    await view(hash, false)
    expect(await viewsOf(invoice.id)).toBe(3)
    expect(await database.admin('select * from invoices where id = $1', [invoice.id])).toEqual(before)
    const events = await database.admin(
      `select event from app.outbox where object_id = $1 and event = 'portal.invoice.view'`,
      [invoice.id],
    )
    expect(events).toHaveLength(1)
  })

  it('is not counted once it is voided', async () => {
    const invoice = await sent()
    const { hash } = await linkTo(business, invoice.id)
    await voidInvoice(business.as('OWNER'), invoice.id)
    await view(hash)
    expect(await viewsOf(invoice.id)).toBe(0)
  })

  it('leaves nothing behind for the next query of the connection (TI12)', async () => {
    const { hash } = await linkTo(business, (await sent()).id)
    await Promise.all(Array.from({ length: 20 }, () => view(hash)))
    const left = await Promise.all(
      Array.from({ length: 20 }, () =>
        db(new Meter()).execute(sql`select app.tenant() as tenant, (select count(*)::int from invoices) as seen`),
      ),
    )
    for (const { rows } of left) expect(rows).toEqual([{ tenant: null, seen: 0 }])
  })
})
