import { beforeAll, expect, it } from 'vitest'
import { ContactQuery } from '../../core/contract/contacts.ts'
import { listContacts, selectContacts } from '../../core/services/contacts/list.ts'
import { listContactTimeline } from '../../core/services/contacts/timeline.ts'
import { Cursors } from '../../core/services/cursor.ts'
import { getHomeSummary } from '../../core/services/home/get.ts'
import { getInvoice } from '../../core/services/invoices/get.ts'
import { presentInvoice } from '../../core/services/invoices/present.ts'
import { sendInvoice } from '../../core/services/invoices/send.ts'
import { presentPortalInvoice } from '../../core/services/portal/present.ts'
import { linkTo, portal } from '../services/portal/portal-link.ts'
import { makeBusiness, type TestBusiness } from '../support/business.ts'
import { useDatabase } from '../support/database.ts'
import { sendPorts } from '../support/fake-mailer.ts'
import { planOf } from '../support/plan.ts'
import { openCheckout, stripeWorld } from '../support/stripe-world.ts'

// The way of the money, once on each database: every function in SQL that it calls, and the types of what comes back.

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let ours: TestBusiness
beforeAll(async () => {
  if (database.kind) ours = await makeBusiness(database, { name: 'Maple Corner Plumbing' })
})

it('from a contact to a paid invoice', async () => {
  const contact = await ours.contact({ display_name: 'Ana Müller-Öztürk', notes: '👩🏽‍🔧 \u202eevil', tags: ['vip'] })
  const found = await listContacts(ours.as('OWNER'), cursors, ContactQuery.parse({ q: 'muller ana' }))
  expect(found.rows.map(({ id, notes, tags }) => [id, notes, tags])).toEqual([
    [contact.id, '👩🏽‍🔧 \u202eevil', ['vip']],
  ])
  const line_items = [{ name: 'Kitchen tap', qty: '0.3333', rate: '9000000.00' }]
  const draft = await ours.draft({ contact_id: contact.id, line_items })
  const sent = await sendInvoice(ours.as('OWNER'), sendPorts(), draft.id, { channel: 'EMAIL', hold_seconds: 0 })
  expect(presentInvoice(sent)).toMatchObject({ status: 'SENT', invoice_number: 'INV-0001', total: '2999700.00' })
  expect(presentInvoice(sent).finalised_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

  const { hash } = await linkTo(ours, draft.id)
  expect(presentPortalInvoice((await portal(database).view(hash))!)).toMatchObject({
    // More than Stripe takes at once.
    pay_state: 'unavailable',
    amount_due: '2999700.00',
    business: { name: 'Maple Corner Plumbing' },
  })
  expect((await getHomeSummary(ours.as('OWNER'))).unpaid).toEqual([{ count: 1, total: '2999700.00', currency: 'CAD' }])

  const world = stripeWorld(database)
  const checkout = await openCheckout(world, database, ours, draft.id, 299_970_000)
  for (let n = 0; n < 3; n++) await world.deliver(checkout.completed())
  await world.sweep()
  const paid = presentInvoice(await getInvoice(ours.as('OWNER'), draft.id))
  expect(paid).toMatchObject({ status: 'PAID', amount_paid: '2999700.00', amount_due: '0.00', views: { count: 1 } })
  const events = (
    await listContactTimeline(ours.as('OWNER'), new Cursors('tests'), { id: contact.id, limit: 100 })
  ).rows.map(({ type }) => type)
  expect(new Set(events)).toEqual(new Set(['audit', 'invoice', 'payment']))
})

it('lists by an index under forced row security', async () => {
  const business = await makeBusiness(database, { roles: ['OWNER'] })
  await database.admin(
    `insert into contacts (tenant_id, id, type, display_name, created_at, created_by)
     select $1, gen_random_uuid(), 'CUSTOMER', 'Person ' || n, now() - make_interval(secs => n), 'test' from generate_series(1, 3000) n`,
    [business.tenantId],
  )
  await database.admin('vacuum analyze contacts')
  const { limit, cursor: _, ...filters } = ContactQuery.parse({})
  const plan = await planOf(business.as('OWNER'), selectContacts(filters, null, limit + 1))
  expect(plan.nodes).not.toContain('Seq Scan')
  expect(plan.buffers).toBeLessThanOrEqual(40)
})
