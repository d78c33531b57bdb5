import { beforeEach, describe, expect, it } from 'vitest'
import { CreatePayment, RecordAdvance } from '../../../core/contract/payments.ts'
import { CreateWorkItem } from '../../../core/contract/work-items.ts'
import { newId } from '../../../core/db/ids.ts'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { EVENT_NAMES } from '../../../core/domain/analytics/events.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { recordEvents } from '../../../core/services/events/record.ts'
import { recordAdvance } from '../../../core/services/payments/advance.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listUnapplied } from '../../../core/services/payments/list.ts'
import { returnUnapplied } from '../../../core/services/payments/return-unapplied.ts'
import { createWorkItem } from '../../../core/services/work-items/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { openCheckout, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let b: TestBusiness
beforeEach(async () => {
  b = await makeBusiness(database)
})

const events = (more = '') =>
  database.admin<Record<string, unknown>>(`select * from app.events where tenant_id = $1 ${more} order by id`, [
    b.tenantId,
  ])
const names = async () => (await events()).map(({ event_name }) => event_name)
const payAll = (invoice_id: string, handle = {}) =>
  createPayment(b.as('OWNER', handle), CreatePayment.parse({ invoice_id, amount: '100.00' }))

describe('H-AN-13, 14 an event', () => {
  it('says what, when, who, and what it was about', async () => {
    const { id } = await b.draft()
    const [created] = await events(`and event_name = 'invoice.draft_created'`)
    expect(created).toMatchObject({
      invoice_id: id,
      user_id: b.userIds.OWNER,
      role: 'OWNER',
      profile_id: 'general',
      platform: 'web',
      source: 'manual',
      amount: '10000',
      currency: 'CAD',
    })
    expect(created?.request_id).toMatch(/^req_/)
  })

  it('comes once for each change: what follows from a payment, too, and a replay adds none', async () => {
    const invoice = await b.sentInvoice()
    const idem = { scope: 'POST /v1/payments', key: newId(), hash: 'one' }
    await payAll(invoice.id, { idem })
    await payAll(invoice.id, { idem })
    expect(await names()).toEqual([
      'contacts.created',
      'invoice.draft_created',
      'invoice.sent',
      'payment.succeeded',
      'invoice.paid',
    ])
    const [paid] = await events(`and event_name = 'payment.succeeded'`)
    expect(paid).toMatchObject({ invoice_id: invoice.id, amount: '10000' })
    expect(paid?.payment_id).toEqual(expect.any(String))
  })

  it('of money that came by a link is the customer’s, once for as many webhooks as come', async () => {
    const world = stripeWorld(database)
    const invoice = await b.sentInvoice()
    const checkout = await openCheckout(world, database, b, invoice.id)
    await world.deliver(checkout.succeeded())
    await world.deliver(checkout.succeeded())
    await world.deliver(checkout.completed())
    const told = (await events()).filter(({ event_name }) => /^payment|paid$|pay\.success/.test(String(event_name)))
    expect(told.map(({ event_name }) => event_name).sort()).toEqual([
      'invoice.paid',
      'payment.succeeded',
      'portal.pay.success',
    ])
    const [success] = await events(`and event_name = 'portal.pay.success'`)
    expect(success).toMatchObject({ user_id: null, role: 'PORTAL', source: 'portal', invoice_id: invoice.id })
  })

  it('of an advance says how much came, and what of it went back', async () => {
    const { id } = await b.contact()
    const advance = () => recordAdvance(b.as('OWNER'), id, RecordAdvance.parse({ amount: '80', currency: 'EUR' }))
    await advance()
    const paid = await advance()
    const { rows } = await listUnapplied(b.as('OWNER'), new Cursors('a secret of sixteen'), { limit: 5 })
    await returnUnapplied(b.as('OWNER'), rows.find(({ payment_id }) => payment_id === paid.id)!.id, 'In cash')
    const told = await events(`and event_name like 'payment%'`)
    expect(told.slice(1)).toMatchObject([
      { event_name: 'payment.succeeded', payment_id: paid.id, invoice_id: null, amount: '8000', currency: 'EUR' },
      { event_name: 'payment.refunded', payment_id: expect.any(String), amount: '-8000', currency: 'EUR' },
    ])
  })

  it('goes with what is taken back, and has a name that we know', async () => {
    await createWorkItem(b.as('AGENT'), CreateWorkItem.parse({ title: 'Mend the tap' }))
    await expect(payAll(newId())).rejects.toThrow()
    expect(await events(`and event_name like 'payment%'`)).toEqual([])
    const unknown = (await names()).filter((name) => !EVENT_NAMES.has(String(name)))
    expect(unknown).toEqual([])
    expect(await events(`and event_name = 'work_item.created'`)).toMatchObject([{ role: 'AGENT', invoice_id: null }])
  })
})

describe('POST /v1/events', () => {
  const system = () => new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter()))
  const record = (role: 'DELEGATE' | 'VIEWER', ids: string[]) =>
    recordEvents(
      system(),
      { actor: b.as(role).actor, requestId: 'req_1' },
      { platform: 'pwa', events: ids.map((id) => ({ id, name: 'invoice.view', object: id })) },
    )

  it('counts what is sent again once, for whoever saw it', async () => {
    const [one, two] = [newId(), newId()]
    expect(await record('VIEWER', [one])).toEqual({ kept: 1 })
    expect(await record('VIEWER', [one, two, two])).toEqual({ kept: 1 })
    expect(await record('DELEGATE', [one])).toEqual({ kept: 0 })
    expect(await events()).toMatchObject([
      { event_name: 'invoice.view', invoice_id: one, role: 'VIEWER', platform: 'pwa', request_id: 'req_1' },
      { event_name: 'invoice.view', invoice_id: two, user_id: b.userIds.VIEWER },
    ])
    expect(await database.admin('select from app.audit where tenant_id = $1', [b.tenantId])).toEqual([])
  })

  it('keeps nothing of a stranger', async () => {
    const other = await makeBusiness(database)
    const actor = { kind: 'user', userId: other.userIds.OWNER, orgId: b.orgId, sessionId: null } as const
    const asked = recordEvents(
      system(),
      { actor, requestId: 'req_1' },
      { platform: 'web', events: [{ id: newId(), name: 'home.view' }] },
    )
    await expect(asked).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await events()).toEqual([])
  })
})
