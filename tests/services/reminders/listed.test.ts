import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { RehearseReminders } from '../../../core/contract/reminders.ts'
import { type ScheduleOverride, scheduleFor, stagesOf } from '../../../core/domain/reminders/schedule.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { pauseReminders } from '../../../core/services/invoices/pause-reminders.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listReminders, rehearseReminders } from '../../../core/services/reminders/list.ts'
import { useDatabase } from '../../support/database.ts'
import { reminderWorld } from '../../support/reminder-world.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let world: Awaited<ReturnType<typeof reminderWorld>>
beforeEach(async () => {
  world = await reminderWorld(database)
})

const listed = async (from = '2027-03-01', to = '2027-04-30') =>
  (await listReminders(world.ours.as('OWNER'), cursors, { limit: 100, from, to })).rows
const said = (rows: Awaited<ReturnType<typeof listed>>) =>
  rows.map(({ on, stage, state, reason }) => [on, stage, state, reason].filter(Boolean).join(' '))
const rehearsed = async (days_after_due: number[], days_before_due: number[] = []) => {
  const asked = RehearseReminders.parse({ days_after_due, days_before_due })
  return (await rehearseReminders(world.ours.as('OWNER'), cursors, asked)).rows
}

describe('GET /v1/reminders', () => {
  it('says what went out and what is to come, by day, and why not', async () => {
    const id = await world.sent()
    await world.day(2)
    await world.day(3)
    expect(said(await listed())).toEqual([
      '2027-03-13 REMINDER_1 SENT',
      '2027-03-17 REMINDER_2 PLANNED',
      '2027-03-24 FINAL PLANNED',
      '2027-03-31 COLLECTIONS PLANNED',
    ])
    await pauseReminders(world.ours.as('OWNER'), id, { until: '2027-03-20' })
    expect(said(await listed('2027-03-14'))).toEqual([
      '2027-03-17 REMINDER_2 SKIPPED PAUSED',
      '2027-03-24 FINAL PLANNED',
      '2027-03-31 COLLECTIONS PLANNED',
    ])
    await createPayment(world.ours.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount: '100.00' }))
    await world.at('2027-03-18')
    expect(said(await listed('2027-03-14'))).toEqual(['2027-03-17 REMINDER_2 SKIPPED PAID'])
  })

  it('knows the schedule of a contact, and what a rule came too late for', async () => {
    const contact = await world.ours.contact({ reminders: { days_after_due: [10], days_before_due: [1] } })
    await world.sent({ contact_id: contact.id })
    expect(said(await listed())).toEqual(['2027-03-09 BEFORE_1 PLANNED', '2027-03-20 REMINDER_1 PLANNED'])
    await world.ours.sentInvoice({ issue_date: '2027-01-01', due_date: '2027-02-20' })
    expect(said(await listed('2027-02-01', '2027-03-01'))).toEqual([
      '2027-02-23 REMINDER_1 SKIPPED BEFORE_RULE',
      '2027-02-27 REMINDER_2 SKIPPED BEFORE_RULE',
    ])
  })

  it('walks pages without losing or repeating any', async () => {
    for (let n = 0; n < 5; n++) await world.ours.sentInvoice({ due_date: '2027-03-10' })
    const all = await listed()
    expect(all).toHaveLength(20)
    const walked: typeof all = []
    let cursor: string | undefined
    do {
      const page = await listReminders(world.ours.as('OWNER'), cursors, {
        limit: 3,
        from: '2027-03-01',
        to: '2027-04-30',
        cursor,
      })
      walked.push(...page.rows)
      cursor = page.cursor ?? undefined
    } while (cursor)
    expect(walked).toEqual(all)
  })
})

describe('POST /v1/reminders/rehearsal', () => {
  it('says what a schedule would have sent in the past ninety days, by what was owed then, and keeps nothing', async () => {
    const owed = await world.sent()
    const paid = await world.sent()
    const before = await database.admin(`select count(*) from reminders`)
    await world.at('2027-03-15', 12)
    await createPayment(world.ours.as('OWNER'), CreatePayment.parse({ invoice_id: paid, amount: '100.00' }))
    // When it was paid is known by the clock of the test.
    await database.admin(`update payments set created_at = app.now() where invoice_id = $1`, [paid])
    await world.at('2027-04-01', 12)
    const rows = await rehearsed([4, 9], [3])
    expect(rows.map(({ invoice_id, stage, on, state }) => [invoice_id, stage, on, state])).toEqual(
      [
        [owed, 'BEFORE_1', '2027-03-07', 'SENT'],
        [paid, 'BEFORE_1', '2027-03-07', 'SENT'],
        [owed, 'REMINDER_1', '2027-03-14', 'SENT'],
        [paid, 'REMINDER_1', '2027-03-14', 'SENT'],
        [owed, 'REMINDER_2', '2027-03-19', 'SENT'],
      ].sort((a, b) => `${a[2]}${a[0]}`.localeCompare(`${b[2]}${b[0]}`)),
    )
    expect(await database.admin(`select count(*) from reminders`)).toEqual(before)
    await world.at('2027-08-01', 12)
    expect(await rehearsed([4, 9], [3])).toEqual([])
  })
})

describe('the stages of a schedule', () => {
  it('are the same in SQL and in TypeScript', async () => {
    const days = fc.array(fc.integer({ min: 1, max: 365 }), { maxLength: 5 })
    const schedule = fc.record({ enabled: fc.constant(true), days_after_due: days, days_before_due: days })
    const own = fc.option(fc.record({ days_after_due: days, days_before_due: days }, { requiredKeys: [] }))
    const drawn = fc.sample(fc.tuple(schedule, own), 200)
    const rows = await database.admin<{ stages: { stage: string; offset: number }[] | null }>(
      `select (select json_agg(json_build_object('stage', s.stage, 'offset', s.days) order by s.days) from app.stages_of(d->0, nullif(d->1, 'null')) s) as stages
       from jsonb_array_elements($1::jsonb) with ordinality x (d, n) order by n`,
      [JSON.stringify(drawn)],
    )
    const expected = drawn.map(([business, contact]) =>
      stagesOf(scheduleFor(business, contact as ScheduleOverride | null)),
    )
    expect(rows.map(({ stages }) => stages ?? [])).toEqual(expected)
  })
})
