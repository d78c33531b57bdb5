import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { connect, Meter } from '../../../core/db/meter.ts'
import { TenantDb } from '../../../core/db/tenant-db.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { sendInvoice } from '../../../core/services/invoices/send.ts'
import { processWebhook } from '../../../core/services/webhooks/process.ts'
import { takeJobs } from '../../../queues/table.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { Crash, crashingDb, crashPoints } from '../../support/crash.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeMailer, sendPorts } from '../../support/fake-mailer.ts'
import { openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let ours: TestBusiness
let world: StripeWorld
beforeAll(async () => {
  ours = await makeBusiness(database)
  world = stripeWorld(database)
})

const freshDb = () => connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter())
/** As if the claim's time were over. */
const endLeases = () =>
  database.admin(
    `with a as (update invoices set claimed_until = null where claimed_until is not null),
       b as (update app.idempotency set leased_until = now() - interval '1 second' where result is null)
     update app.jobs set leased_until = null, state = 'QUEUED', run_at = now() - interval '1 second' where done_at is null`,
  )

describe('MO3 send', () => {
  for (const point of crashPoints(3)) {
    it(`a crash ${point.when} trip ${point.trip} is taken over: one number, one mail`, async () => {
      const draft = await ours.draft()
      const mailer = fakeMailer()
      const idem = { scope: 'send', key: newId(), hash: 'h' }
      const actor = { kind: 'user', userId: ours.userIds.OWNER, orgId: ours.orgId, sessionId: null } as const
      const open = (db: ReturnType<typeof freshDb>) => TenantDb.open(db, actor, { requestId: 'r' }, { idem })
      const input = { channel: 'EMAIL', hold_seconds: 0 } as const
      await expect(sendInvoice(open(crashingDb(freshDb(), point)), sendPorts(mailer), draft.id, input)).rejects.toThrow(
        Crash,
      )
      await endLeases()
      const sent = await sendInvoice(open(freshDb()), sendPorts(mailer), draft.id, input)
      expect(sent.status).toBe('SENT')
      expect(mailer.sent).toHaveLength(1)
      const numbers = await database.admin<{ n: string }>(
        `select invoice_number as n from invoices where tenant_id = $1 and invoice_number is not null`,
        [ours.tenantId],
      )
      const [counter] = await database.admin<{ last: string }>(`select last::text from counters where tenant_id = $1`, [
        ours.tenantId,
      ])
      expect(numbers).toHaveLength(Number(counter!.last))
    })
  }
})

describe('MO3 a webhook', () => {
  for (const point of crashPoints(1)) {
    it(`a crash ${point.when} trip ${point.trip} of its job converges: one payment`, async () => {
      const { id } = await ours.sentInvoice()
      const checkout = await openCheckout(world, database, ours, id)
      const event = checkout.completed()
      const { job } = await world.receive(event)
      const [row] = await takeJobs(world.context.system, [{ tenant_id: ours.tenantId, key: job! }])
      const dying = TenantDb.open(
        crashingDb(freshDb(), point),
        { kind: 'job', tenantId: ours.tenantId, key: job!, lease: row!.lease },
        { requestId: 'job' },
      )
      const work = await processWebhook(dying, world.context.payments, { key: job!, facts: row!.facts })
      await expect(dying.commit(work)).rejects.toThrow(Crash)
      await endLeases()
      await world.sweep()
      await world.deliver(checkout.succeeded())
      expect((await getInvoice(ours.as('OWNER'), id)).amount_paid).toBe(10000n)
      expect(await database.admin(`select 1 from payments where invoice_id = $1`, [id])).toHaveLength(1)
      expect(await database.admin(`select 1 from app.jobs where key = $1 and done_at is null`, [job])).toEqual([])
    })
  }

  it('IN2 a queue that is down loses nothing: the sweep finds the job', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    await world.receive(checkout.completed())
    expect((await getInvoice(ours.as('OWNER'), id)).amount_paid).toBe(0n)
    await world.sweep()
    expect((await getInvoice(ours.as('OWNER'), id)).amount_paid).toBe(10000n)
  })

  it('IN4 H-JOB-2 gives up after eight retries: FAILED, with an alert, and a repeat of the event revives it', async () => {
    const { id } = await ours.sentInvoice()
    const checkout = await openCheckout(world, database, ours, id)
    const event = checkout.succeeded()
    world.state.isDown = true
    const { job } = await world.receive(event)
    for (let i = 0; i < 9; i++) {
      await endLeases()
      await world.sweep()
    }
    world.state.isDown = false
    const state = async () =>
      (
        await database.admin<{ state: string; attempts: number }>(
          `select state, attempts from app.jobs where key = $1`,
          [job],
        )
      )[0]
    expect(await state()).toEqual({ state: 'FAILED', attempts: 9 })
    expect(
      await database.admin(`select 1 from app.alerts where kind = 'job.failed' and detail->>'key' = $1`, [job]),
    ).toHaveLength(1)
    await world.deliver(event)
    expect(await state()).toMatchObject({ state: 'DONE' })
    expect((await getInvoice(ours.as('OWNER'), id)).amount_paid).toBe(10000n)
  })
})
