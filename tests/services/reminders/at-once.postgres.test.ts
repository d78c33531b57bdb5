import { beforeEach, describe, expect, it } from 'vitest'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { remindNow } from '../../../core/services/invoices/remind.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { useDatabase } from '../../support/database.ts'
import { reminderWorld } from '../../support/reminder-world.ts'

const database = useDatabase()
let world: Awaited<ReturnType<typeof reminderWorld>>
beforeEach(async () => {
  world = await reminderWorld(database)
})

/** On the third day a reminder is planned, and its job not done. */
async function planned(): Promise<string> {
  const id = await world.sent()
  await world.day(2)
  await world.at('2027-03-13')
  await world.beginMornings()
  await world.workDue()
  return id
}
const pay = (id: string) =>
  createPayment(world.ours.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount: '100.00' }))
const sentRows = (id: string) =>
  database.admin(`select 1 from reminders where invoice_id = $1 and state = 'SENT'`, [id])
/** A queue that says it again and again, under keys that nobody would take for the same. */
const repeat = (id: string, times: number) =>
  database.admin(
    `insert into app.jobs (tenant_id, type, key, payload, run_at) select r.tenant_id, 'AR_REMINDER_SEND', 'again:' || r.id || ':' || n,
       jsonb_build_object('reminder_id', r.id), app.now() - interval '1 second' from reminders r, generate_series(1, $2) n where r.invoice_id = $1`,
    [id, times],
  )
const allJobs = () =>
  database.admin<{ tenant_id: string; key: string }>(
    `select tenant_id, key from app.jobs where done_at is null and type = 'AR_REMINDER_SEND'`,
  )
const inParts = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))

describe('TM5 two at once', () => {
  it('a hundred jobs for one reminder, in ten batches at the same time: one message', async () => {
    const id = await planned()
    await repeat(id, 100)
    world.mailer.delayMs = 300
    await Promise.all(inParts(await allJobs(), 10).map((part) => world.work(part)))
    world.mailer.delayMs = 0
    // Who found it held tries again later.
    await database.admin(`update app.jobs set run_at = app.now() where done_at is null`)
    await world.workAll()
    expect(world.mails()).toEqual(['REMINDER_1'])
    expect(await sentRows(id)).toHaveLength(1)
    expect(await world.audits(id)).toEqual(['invoice.remind_attempted', 'invoice.remind'])
  }, 60_000)

  it('ten crons in the same minute decide once', async () => {
    const ids = await Promise.all([world.sent(), world.sent()])
    await world.day(2)
    await world.at('2027-03-13')
    await Promise.all(Array.from({ length: 10 }, () => world.cron()))
    await database.admin(`update app.jobs set run_at = app.now() where done_at is null`)
    await world.workAll()
    expect(world.mails()).toEqual(['REMINDER_1', 'REMINDER_1'])
    for (const id of ids) expect(await sentRows(id)).toHaveLength(1)
  }, 60_000)

  it('two jobs of the same morning decide once', async () => {
    const id = await world.sent()
    await world.day(2)
    await world.at('2027-03-13')
    await world.beginMornings()
    await database.admin(
      `insert into app.jobs (tenant_id, type, key, payload, run_at) select tenant_id, type, key || ':' || n, payload, run_at
         from app.jobs, generate_series(1, 7) n where type = 'REMINDERS_DECIDE' and done_at is null`,
    )
    const jobs = await database.admin<{ tenant_id: string; key: string }>(
      `select tenant_id, key from app.jobs where type = 'REMINDERS_DECIDE' and done_at is null`,
    )
    await Promise.all(jobs.map((job) => world.work([job])))
    await world.workAll()
    expect(world.mails()).toEqual(['REMINDER_1'])
    expect(await world.reminders(id)).toHaveLength(1)
  })

  it('a person and the schedule at the same moment: one message', async () => {
    const id = await planned()
    world.mailer.delayMs = 200
    await Promise.allSettled([
      world.workAll(),
      remindNow(world.ours.as('OWNER'), world.ports, id),
      remindNow(world.ours.as('ADMIN'), world.ports, id),
    ])
    await database.admin(`update app.jobs set run_at = app.now() where done_at is null`)
    await world.workAll()
    expect(world.mails()).toEqual(['REMINDER_1'])
    expect(await sentRows(id)).toHaveLength(1)
  })
})

describe('TM6 a payment at each step', () => {
  it('after it was judged, before it is claimed: no message', async () => {
    const id = await planned()
    const { links } = world.context
    const mint = links.mint.bind(links)
    links.mint = async (...asked) => {
      links.mint = mint
      await pay(id)
      return mint(...asked)
    }
    await world.workAll()
    expect(world.mails()).toEqual([])
    expect(await world.reminders(id)).toMatchObject([{ state: 'SKIPPED', reason: 'PAID' }])
  })

  it('while the provider is asked: the payment waits for the answer, and then counts', async () => {
    const id = await planned()
    world.mailer.delayMs = 300
    const [, paid] = await Promise.allSettled([
      world.workAll(),
      new Promise((resolve) => setTimeout(resolve, 150)).then(() => pay(id)),
    ])
    expect(paid).toMatchObject({ status: 'rejected', reason: { code: 'IN_FLIGHT' } })
    expect(world.mails()).toEqual(['REMINDER_1'])
    world.mailer.delayMs = 0
    await pay(id)
    for (let late = 4; late <= 30; late++) await world.day(late)
    expect(world.mails()).toEqual(['REMINDER_1'])
  })

  it('at the same moment, twenty times: a message only of what was not paid before it', async () => {
    for (let round = 0; round < 20; round++) {
      world = await reminderWorld(database)
      const id = await planned()
      const wait = round * 4
      await Promise.allSettled([
        world.workAll(),
        new Promise((resolve) => setTimeout(resolve, wait)).then(() => pay(id)),
      ])
      const [order] = await database.admin<{ paid: string | null; reminded: string | null }>(
        `select (select min(id) from app.audit where action = 'payment.create' and entity_id in (select id from payments where invoice_id = $1)) as paid,
           (select min(id) from app.audit where action = 'invoice.remind_attempted' and entity_id = $1) as reminded`,
        [id],
      )
      expect(world.mails()).toHaveLength(order?.reminded ? 1 : 0)
      if (order?.paid && order.reminded) expect(Number(order.reminded)).toBeLessThan(Number(order.paid))
    }
  }, 120_000)
})
