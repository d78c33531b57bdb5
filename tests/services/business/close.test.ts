import { beforeEach, describe, expect, it } from 'vitest'
import { CreateContact } from '../../../core/contract/contacts.ts'
import { SendInvoice } from '../../../core/contract/invoices.ts'
import { newId } from '../../../core/db/ids.ts'
import { addDays } from '../../../core/domain/kernel/dates.ts'
import { ACTING_ROLES } from '../../../core/domain/permissions.ts'
import { getMe } from '../../../core/services/auth/me.ts'
import { getBusiness } from '../../../core/services/business/get.ts'
import { presentBusiness } from '../../../core/services/business/present.ts'
import { createContact } from '../../../core/services/contacts/create.ts'
import { createExport } from '../../../core/services/exports/create.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { holdInvoice } from '../../../core/services/invoices/hold.ts'
import { makeBusiness } from '../../support/business.ts'
import { type ClosableBusiness, closableBusiness } from '../../support/closed-business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal, refusal } from '../../support/refusal.ts'
import { openCheckout, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let one: ClosableBusiness
beforeEach(async () => {
  one = await closableBusiness(database)
})

const contact = (of: ClosableBusiness, role: 'OWNER' | 'STAFF' = 'OWNER') =>
  createContact(of.ours.as(role), CreateContact.parse({ display_name: 'New' }))
const audited = async ({ ours }: ClosableBusiness) =>
  (
    await database.admin<{ action: string }>(
      `select action from app.audit where tenant_id = $1 and action ~ '^business' order by id`,
      [ours.tenantId],
    )
  ).map(({ action }) => action)

describe('closing a business', () => {
  it('is its owner’s, by his password and its name, in two trips and one hash', async () => {
    const { world, close, ours } = one
    const [trips, hashes] = [world.meter.trips, world.passwords.hashes]
    const closed = presentBusiness(await close({ name: '  test BUSINESS ' }))
    expect([world.meter.trips - trips, world.passwords.hashes - hashes]).toEqual([1, 1])
    expect(closed.allowed_actions).toEqual(['reopen'])
    expect(closed.closing).toMatchObject({ owners: [expect.stringContaining('owner')] })
    // To the end of the thirtieth day where the business is, which is told as a day.
    const at = (instant: string) => new Date(instant).toLocaleString('sv', { timeZone: 'America/Toronto' })
    const [day, time] = at(closed.closing!.kept_until).split(' ')
    expect([day, time]).toEqual([addDays(at(closed.closing!.closed_at).slice(0, 10), 30), '23:59:59'])
    expect(await audited(one)).toEqual(['business.close'])
    expect((await getMe(world.auth.system, one.bearerOf('VIEWER'))).closing).toEqual(closed.closing)
    const other = await makeBusiness(database)
    expect((await getBusiness(other.as('OWNER'))).closing).toBeNull()
    // In the list of who belongs to both, too.
    await database.admin(`insert into app.memberships (tenant_id, user_id, role) values ($1, $2, 'STAFF')`, [
      other.tenantId,
      ours.userIds.VIEWER,
    ])
    const { businesses } = await getMe(world.auth.system, one.bearerOf('VIEWER'))
    expect(Object.fromEntries(businesses.map(({ tenant_id, is_closed }) => [tenant_id, is_closed]))).toEqual({
      [ours.tenantId]: true,
      [other.tenantId]: false,
    })
    expect(ours.tenantId).not.toBe(other.tenantId)
  })

  it('is nobody else’s', async () => {
    for (const role of ACTING_ROLES.filter((each) => each !== 'OWNER'))
      await expectRefusal(one.close({}, role), 'FORBIDDEN')
    expect(one.world.passwords.hashes).toBe(0)
    expect((await getBusiness(one.ours.as('OWNER'))).closing).toBeNull()
  })

  it('by another name is refused before the password is looked at', async () => {
    await expectRefusal(one.close({ name: 'Test' }), 'VALIDATION_ERROR', 'name')
    expect(one.world.passwords.hashes).toBe(0)
  })

  it('with guessed passwords is limited as a sign-in is', async () => {
    const tried: string[] = []
    for (let n = 0; n < 7; n++) tried.push((await refusal(one.close({ password: `guess ${n}` }))).code)
    expect(tried[0]).toBe('VALIDATION_ERROR')
    expect(tried.at(-1)).toBe('RATE_LIMITED')
    expect((await refusal(one.close())).code).toBe('RATE_LIMITED')
    expect((await getBusiness(one.ours.as('OWNER'))).closing).toBeNull()
  })

  it('twice is a conflict, and so is opening what is open', async () => {
    await expectRefusal(one.reopen(), 'CONFLICT')
    await one.close()
    await expectRefusal(one.close(), 'CONFLICT')
    expect(await audited(one)).toEqual(['business.close'])
  })

  it('of a sample is refused, and so it is for a sign-in of another issuer', async () => {
    await database.admin(`update app.tenants set sample_of = $2 where id = $1`, [
      one.ours.tenantId,
      one.ours.userIds.OWNER,
    ])
    expect((await refusal(one.close())).message).toMatch(/sample/)
  })
})

describe('what is in flight', () => {
  it('names money that ends by itself, and closes nothing', async () => {
    const world = stripeWorld(database)
    const { id, invoice_number } = await one.ours.sentInvoice()
    const checkout = await openCheckout(world, database, one.ours, id)
    await world.deliver(checkout.completed({ payment_status: 'unpaid' }))
    const pending = await refusal(one.close())
    expect([pending.code, pending.message]).toEqual([
      'CONFLICT',
      expect.stringContaining(`pending payment of ${invoice_number}`),
    ])
    await world.deliver(checkout.succeeded())
    await world.deliver(checkout.disputed('needs_response'))
    expect((await refusal(one.close())).message).toContain(`dispute of ${invoice_number}`)
    await world.deliver(checkout.disputed('won', { withdrawn: false }))
    await world.deliver(checkout.refundedBy([['re_1', 500, 'PENDING']]))
    expect((await refusal(one.close())).message).toContain(`refund of ${invoice_number}`)
    await world.deliver(checkout.refundedBy([['re_1', 500, 'SUCCEEDED']]))
    await one.close()
  })

  it('closes open checkout pages, and keeps what is paid all the same', async () => {
    const world = stripeWorld(database)
    const { id } = await one.ours.sentInvoice()
    const checkout = await openCheckout(world, database, one.ours, id)
    await one.close()
    await world.sweep()
    const [session] = await database.admin(`select status from checkout_sessions where id = $1`, [checkout.session])
    expect(session).toEqual({ status: 'EXPIRED' })
    await world.deliver(checkout.succeeded())
    expect(await getInvoice(one.ours.as('OWNER'), id)).toMatchObject({ settled_by: 'PAYMENT' })
    await world.sweep()
    expect(world.mailer.sent.at(-1)!.subject).toBe('A payment of your closed business')
  })

  it('takes back what waits to be sent', async () => {
    const world = stripeWorld(database)
    const { id } = await one.ours.draft()
    const input = SendInvoice.parse({ channel: 'EMAIL', hold_seconds: 60 })
    await holdInvoice(one.ours.as('OWNER'), id, input)
    await one.close()
    expect(await getInvoice(one.ours.as('OWNER'), id)).toMatchObject({ send_at: null, status: 'DRAFT' })
    await one.reopen()
    await database.admin(`update app.jobs set run_at = now() where tenant_id = $1 and done_at is null`, [
      one.ours.tenantId,
    ])
    await world.sweep()
    expect(world.mailer.sent).toEqual([])
  })
})

describe('while it is closed', () => {
  beforeEach(() => one.close().then(() => {}))

  it('nobody writes: the code and the sentence say until when it can be opened', async () => {
    for (const role of ['OWNER', 'STAFF'] as const) {
      const error = await refusal(contact(one, role))
      expect([error.code, error.status]).toEqual(['BUSINESS_CLOSED', 403])
      expect(error.message).toMatch(
        /^This business was closed on \d{4}-\d\d-\d\d\. Its owner can open it again until \d{4}-\d\d-\d\d$/,
      )
    }
  })

  it('its owner reads and exports; the others read nothing', async () => {
    expect((await getBusiness(one.ours.as('OWNER'))).closing).not.toBeNull()
    for (const role of ACTING_ROLES.filter((each) => each !== 'OWNER'))
      expect((await refusal(getBusiness(one.ours.as(role)))).code).toBe('BUSINESS_CLOSED')
    const { id } = await createExport(one.ours.as('OWNER'))
    const world = stripeWorld(database)
    await world.work([{ tenant_id: one.ours.tenantId, key: `export:${id}` }])
    expect(await database.admin(`select status from exports where id = $1`, [id])).toEqual([{ status: 'READY' }])
    await expectRefusal(createExport(one.ours.as('ADMIN')), 'BUSINESS_CLOSED')
  })

  it('its jobs wait out of the way, without an attempt, but money', async () => {
    const key = `wake:${newId()}`
    await database.admin(
      `insert into app.jobs (tenant_id, type, key, payload, run_at) values ($1, 'CONVERSATION_WAKE', $2, $3, now())`,
      [one.ours.tenantId, key, { conversation_id: newId() }],
    )
    const world = stripeWorld(database)
    await world.work([{ tenant_id: one.ours.tenantId, key }])
    await world.sweep()
    const job = () => database.admin(`select run_at::text, attempts, done_at from app.jobs where key = $1`, [key])
    expect(await job()).toEqual([{ run_at: 'infinity', attempts: 0, done_at: null }])
    await one.reopen()
    await world.sweep()
    expect(await job()).toMatchObject([{ attempts: 1, done_at: expect.anything() }])
  })

  it('is opened again by its owner alone, and goes on', async () => {
    await expectRefusal(one.reopen('ADMIN'), 'FORBIDDEN')
    expect(presentBusiness(await one.reopen())).toMatchObject({
      closing: null,
      allowed_actions: ['update', 'close', 'grant_review_access'],
    })
    await contact(one)
    expect(await audited(one)).toEqual(['business.close', 'business.reopen'])
    await one.close()
    expect((await refusal(contact(one))).code).toBe('BUSINESS_CLOSED')
  })

  it('is not opened any more after its days', async () => {
    await database.admin(`update app.tenants set kept_until = app.now() where id = $1`, [one.ours.tenantId])
    const error = await refusal(one.reopen())
    expect([error.code, error.message]).toEqual(['BUSINESS_CLOSED', 'This business was closed, and is being removed'])
  })
})
