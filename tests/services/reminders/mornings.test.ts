import { beforeEach, describe, expect, it } from 'vitest'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { pauseReminders, promisePayment, resumeReminders } from '../../../core/services/invoices/pause-reminders.ts'
import { remindNow } from '../../../core/services/invoices/remind.ts'
import { useDatabase } from '../../support/database.ts'
import { DUE, reminderWorld } from '../../support/reminder-world.ts'
import { openCheckout } from '../../support/stripe-world.ts'

const database = useDatabase()
let world: Awaited<ReturnType<typeof reminderWorld>>
beforeEach(async () => {
  world = await reminderWorld(database)
})

const overrides = (json: object) =>
  database.admin(
    `insert into app.tenant_profile_overrides (tenant_id, overrides_json) values ($1, $2) on conflict (tenant_id) do update set overrides_json = excluded.overrides_json`,
    [world.ours.tenantId, json],
  )

describe('H-SM-11 the schedule of a business', () => {
  it('sends a stage on each of its days, raises the stage of the invoice, and gives it to a person at last', async () => {
    const id = await world.sent()
    for (let late = -5; late <= 30; late++) await world.day(late)
    expect(world.mails()).toEqual(['REMINDER_1', 'REMINDER_2', 'FINAL'])
    expect((await world.reminders(id)).map(({ stage, state, day }) => `${stage} ${state} ${day}`)).toEqual([
      'REMINDER_1 SENT 2027-03-13',
      'REMINDER_2 SENT 2027-03-17',
      'FINAL SENT 2027-03-24',
      'COLLECTIONS SENT 2027-03-31',
    ])
    expect(await world.stage(id)).toBe('COLLECTIONS')
    const work = await database.admin(`select type, priority, title from work_items where tenant_id = $1`, [
      world.ours.tenantId,
    ])
    expect(work).toEqual([
      { type: 'COLLECTION', priority: 'HIGH', title: expect.stringContaining('100.00 CAD from Maria') },
    ])
    const sends = ['invoice.remind_attempted', 'invoice.remind']
    expect(await world.audits(id)).toEqual([...sends, ...sends, ...sends, 'invoice.collect'])
    const events = await database.admin(
      `select event from app.outbox where object_id = $1 and event = 'invoice.reminder_sent'`,
      [id],
    )
    expect(events).toHaveLength(3)
  })

  it('says to machines that no person wrote it, has a link of its own, and is one of what left', async () => {
    const id = await world.sent()
    await world.day(3)
    expect(world.mailer.sent).toMatchObject([
      { isAutomatic: true, to: 'maria@silva.example', text: expect.stringMatching(/portal\/invoices\/.+/) },
    ])
    const row = await getInvoice(world.ours.as('OWNER'), id)
    expect(row).toMatchObject({ ar_stage: 'REMINDER_1', delivery: { status: 'SENT' } })
  })

  it('is not at work before anybody sent something with it before his eyes', async () => {
    const { id } = await world.ours.sentInvoice({ due_date: DUE })
    for (const late of [1, 3, 4]) await world.day(late)
    expect(world.mails()).toEqual([])
    expect(await world.reminders(id)).toEqual([])
  })

  it('makes nothing up for what was late before it was at work', async () => {
    await world.at('2027-04-01', 12)
    const { id } = await world.ours.sentInvoice({ issue_date: '2027-03-01', due_date: DUE })
    const other = await world.sent({ issue_date: '2027-03-01', due_date: DUE })
    for (let late = 22; late <= 40; late++) await world.day(late)
    expect(world.mails()).toEqual([])
    expect([await world.stage(id), await world.stage(other)]).toEqual(['NONE', 'NONE'])
  })

  it('asks before the due date where it says so, and raises nothing by that', async () => {
    await overrides({ automations: { ar_reminders: { days_before_due: [2], days_after_due: [3] } } })
    const id = await world.sent()
    for (let late = -4; late <= 2; late++) await world.day(late)
    expect(world.mails()).toEqual(['BEFORE_1'])
    expect(await world.stage(id)).toBe('NONE')
  })

  it('is off where the plan has none, or the business, or the contact', async () => {
    const id = await world.sent()
    await database.admin(`update app.tenants set plan = 'STARTER' where id = $1`, [world.ours.tenantId])
    await world.day(3)
    await database.admin(`update app.tenants set plan = 'TEAM' where id = $1`, [world.ours.tenantId])
    await overrides({ automations: { ar_reminders: { enabled: false } } })
    await world.day(4)
    await overrides({})
    await database.admin(`update contacts set reminders = '{"enabled": false}' where tenant_id = $1`, [
      world.ours.tenantId,
    ])
    await world.day(5)
    expect(world.mails()).toEqual([])
    await database.admin(`update contacts set reminders = '{"days_after_due": [6]}' where tenant_id = $1`, [
      world.ours.tenantId,
    ])
    await world.day(6)
    expect(world.mails()).toEqual(['REMINDER_1'])
    expect(await world.stage(id)).toBe('REMINDER_1')
  })
})

describe('TM4 crons and clocks', () => {
  it('three days without a cron are one reminder, the latest', async () => {
    const id = await world.sent()
    await world.day(8)
    expect(world.mails()).toEqual(['REMINDER_2'])
    expect(await world.reminders(id)).toMatchObject([
      { stage: 'REMINDER_1', state: 'SKIPPED', reason: 'SUPERSEDED' },
      { stage: 'REMINDER_2', state: 'SENT', day: '2027-03-18' },
    ])
    for (let late = 0; late <= 13; late++) await world.day(late)
    expect(world.mails()).toEqual(['REMINDER_2'])
  })

  it('nothing goes out at night, nor by a zone in which it is night now', async () => {
    await world.sent()
    await world.day(3, 4)
    await world.day(3, 22)
    expect(world.mails()).toEqual([])
    await world.day(4, 9.25)
    expect(world.mails()).toEqual(['REMINDER_1'])
    await database.admin(`update app.tenants set timezone = 'Asia/Tokyo' where id = $1`, [world.ours.tenantId])
    // Nine in the morning in Toronto is night in Tokyo.
    await world.day(8, 9.25)
    expect(world.mails()).toEqual(['REMINDER_1'])
  })

  it('a clock that was set far ahead and back again does not silence it', async () => {
    await world.sent()
    await world.setClock(new Date('2030-01-01T15:00:00Z'))
    await world.beginMornings()
    await database.admin(`update app.jobs set done_at = now(), state = 'CANCELED' where done_at is null`)
    await world.day(2)
    await world.day(3)
    expect(world.mails()).toEqual(['REMINDER_1'])
  })

  it('a job that waited for days sends the latest stage alone', async () => {
    const id = await world.sent()
    await world.day(2)
    await world.at('2027-03-13')
    await world.beginMornings()
    await world.workDue()
    expect(await world.reminders(id)).toMatchObject([{ stage: 'REMINDER_1', state: 'PLANNED' }])
    await world.day(8)
    expect(world.mails()).toEqual(['REMINDER_2'])
    expect(await world.reminders(id)).toMatchObject([
      { stage: 'REMINDER_1', state: 'SKIPPED', reason: 'SUPERSEDED' },
      { stage: 'REMINDER_2', state: 'SENT' },
    ])
  })
})

describe('H-API-25 what a person does', () => {
  it('a reminder by hand counts as the next stage, once a day', async () => {
    const id = await world.sent()
    await world.at('2027-03-13', 8)
    const row = await remindNow(world.ours.as('OWNER'), world.ports, id)
    expect(row.ar_stage).toBe('REMINDER_1')
    await world.cron()
    await world.day(3, 10)
    await expect(remindNow(world.ours.as('OWNER'), world.ports, id)).rejects.toMatchObject({ code: 'CONFLICT' })
    for (let late = 4; late <= 7; late++) await world.day(late)
    expect(world.mails()).toEqual(['REMINDER_1', 'REMINDER_2'])
    expect(world.mailer.sent.map(({ isAutomatic }) => isAutomatic)).toEqual([false, true])
    expect(await world.reminders(id)).toMatchObject([{ manual: true }, { manual: false }])
  })

  it('before the due date it is of no stage', async () => {
    const id = await world.sent()
    const row = await remindNow(world.ours.as('OWNER'), world.ports, id)
    expect(row.ar_stage).toBe('NONE')
    await world.day(3)
    expect(world.mails()).toEqual(['EXTRA', 'REMINDER_1'])
  })

  it('a pause ends with its day, a promise with its own; then the latest goes out', async () => {
    const id = await world.sent()
    await pauseReminders(world.ours.as('OWNER'), id, { until: '2027-03-14' })
    for (const late of [3, 4]) await world.day(late)
    expect(world.mails()).toEqual([])
    await world.day(5)
    expect(world.mails()).toEqual(['REMINDER_1'])
    await promisePayment(world.ours.as('OWNER'), id, { date: '2027-03-25' })
    for (let late = 6; late <= 15; late++) await world.day(late)
    expect(world.mails()).toEqual(['REMINDER_1'])
    await world.day(16)
    expect(world.mails()).toEqual(['REMINDER_1', 'FINAL'])
    await pauseReminders(world.ours.as('OWNER'), id, {})
    for (let late = 17; late <= 40; late++) await world.day(late)
    expect(await world.stage(id)).toBe('FINAL')
    await resumeReminders(world.ours.as('OWNER'), id)
    await world.day(41)
    expect(await world.stage(id)).toBe('COLLECTIONS')
    await expect(promisePayment(world.ours.as('OWNER'), id, { date: '2027-03-01' })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    })
  })
})

describe('TM6 what happens between deciding and sending', () => {
  const cases: [string, (id: string) => Promise<unknown>, string, string | null][] = [
    [
      'paid',
      (id) =>
        database.admin(
          `with p as (insert into payments (tenant_id, id, invoice_id, provider, status, amount, applied, currency, paid_at, paid_on, created_by)
        select tenant_id, gen_random_uuid(), id, 'CASH', 'SUCCEEDED', total, total, currency, now(), now()::date, 'a test' from invoices where id = $1)
        update invoices set amount_paid = total, version = version + 1 where id = $1`,
          [id],
        ),
      'SKIPPED',
      'PAID',
    ],
    ['paused', (id) => pauseReminders(world.ours.as('OWNER'), id, {}), 'SKIPPED', 'PAUSED'],
    ['promised', (id) => promisePayment(world.ours.as('OWNER'), id, { date: '2027-03-20' }), 'SKIPPED', 'PROMISED'],
    [
      'a bounced address',
      () => database.admin(`update contacts set email_problem = 'BOUNCED' where tenant_id = $1`, [world.ours.tenantId]),
      'SKIPPED',
      'ADDRESS_FAILED',
    ],
    [
      'no address',
      () => database.admin(`update contacts set email = null where tenant_id = $1`, [world.ours.tenantId]),
      'SKIPPED',
      'ADDRESS_MISSING',
    ],
    [
      'a bank payment under way',
      async (id) => {
        const { session } = await openCheckout(world, database, world.ours, id)
        await database.admin(`update checkout_sessions set status = 'PROCESSING' where id = $1`, [session])
      },
      'SKIPPED',
      'PAYMENT_PENDING',
    ],
    ['switched off', () => overrides({ automations: { ar_reminders: { enabled: false } } }), 'SKIPPED', 'OFF'],
    [
      'void',
      (id) =>
        database.admin(`update invoices set status = 'VOID', voided_at = now(), version = version + 1 where id = $1`, [
          id,
        ]),
      'SKIPPED',
      'VOID',
    ],
  ]
  it.each(cases)('%s: no message, and the reason is kept', async (_, change, state, reason) => {
    const id = await world.sent()
    await world.day(2)
    await world.at('2027-03-13')
    await world.beginMornings()
    await world.workDue()
    expect(await world.reminders(id)).toMatchObject([{ stage: 'REMINDER_1', state: 'PLANNED' }])
    await change(id)
    await world.workAll()
    expect(world.mails()).toEqual([])
    expect(await world.reminders(id)).toMatchObject([{ stage: 'REMINDER_1', state, reason }])
    expect(await world.audits(id)).toContain('invoice.skip_reminder')
  })

  it('a provider that refuses is asked once; one that does not answer is asked again with the same key', async () => {
    const id = await world.sent()
    world.mailer.outcome = { outcome: 'refused', reason: 'No such mailbox' }
    await world.day(3)
    expect(await world.reminders(id)).toMatchObject([{ state: 'SKIPPED', reason: 'REFUSED' }])
    world.mailer.outcome = { outcome: 'unknown', reason: 'No answer' }
    await world.day(7)
    expect(await world.reminders(id)).toMatchObject([{}, { stage: 'REMINDER_2', state: 'PLANNED' }])
    world.mailer.outcome = { outcome: 'accepted', id: 'mail-2' }
    await world.day(7, 10)
    expect(await world.reminders(id)).toMatchObject([{}, { stage: 'REMINDER_2', state: 'SENT' }])
    expect(world.mails()).toEqual(['REMINDER_2'])
  })
})
