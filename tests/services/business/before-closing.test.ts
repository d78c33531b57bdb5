import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { CreateRecurringInvoice } from '../../../core/contract/recurring-invoices.ts'
import { addDays } from '../../../core/domain/kernel/dates.ts'
import { updateBusiness } from '../../../core/services/business/update.ts'
import { createRecurringInvoice } from '../../../core/services/recurring/create.ts'
import { getRecurringInvoice } from '../../../core/services/recurring/list.ts'
import { type ClosableBusiness, closableBusiness } from '../../support/closed-business.ts'
import { useDatabase } from '../../support/database.ts'
import { DUE, reminderWorld } from '../../support/reminder-world.ts'

const database = useDatabase()
let one: ClosableBusiness
let world: Awaited<ReturnType<typeof reminderWorld>>
beforeEach(async () => {
  world = await reminderWorld(database)
  one = await closableBusiness(database)
  Object.assign(world.ours, one.ours)
})
afterAll(() => database.admin(`update app.clock set shift = '0'`))

/** To customers: those of the product itself are of closing. */
const mails = () => world.mailer.sent.filter(({ fromName }) => fromName !== 'SMB Hub').map(({ subject }) => subject)

/** Closed from the day after to eighteen days after the due date, while no cron ran in the days before. */
async function closedMeanwhile() {
  await world.at(addDays(DUE, 4), 10)
  await one.close()
  await world.day(18, 11)
  world.mailer.sent.length = 0
  await one.reopen()
  await world.cron()
}

describe('what was due before a closing and was not made yet', () => {
  it('a repeated invoice is made once, dated its day; those of the days in between are left out', async () => {
    const { id } = await createRecurringInvoice(
      one.ours.as('OWNER'),
      CreateRecurringInvoice.parse({
        contact_id: (await one.ours.contact()).id,
        line_items: [{ name: 'Boiler watched', qty: '1', rate: '80.00' }],
        starts_on: addDays(DUE, 4),
        every_unit: 'DAY',
      }),
    )
    await closedMeanwhile()
    await world.cron()
    await world.cron()
    const made = await database.admin<{ day: string }>(
      `select day::text from recurring_periods where recurring_id = $1 order by day`,
      [id],
    )
    // Closed at ten: the morning of that day had come. Today's is due today.
    expect(made.map(({ day }) => day)).toEqual([addDays(DUE, 4), addDays(DUE, 18)])
    expect((await getRecurringInvoice(one.ours.as('OWNER'), id)).next_on).toBe(addDays(DUE, 19))
  })

  it('a reminder whose morning had come is sent, one whose morning came meanwhile is not', async () => {
    const invoice = await world.sent()
    // The third day was decided, and its mail did not go out.
    await world.at(addDays(DUE, 3))
    await world.beginMornings()
    await world.workDue()
    expect(await world.reminders(invoice)).toMatchObject([{ stage: 'REMINDER_1', state: 'PLANNED' }])
    await closedMeanwhile()
    expect(await world.reminders(invoice)).toMatchObject([{ stage: 'REMINDER_1', state: 'SENT' }])
    await world.day(19)
    await world.day(20)
    expect(mails()).toHaveLength(1)
  })

  it('a reminder that may have gone out is not sent again', async () => {
    const invoice = await world.sent()
    await world.at(addDays(DUE, 3))
    await world.beginMornings()
    await world.workDue()
    await database.admin(`update reminders set attempted_on = $2 where invoice_id = $1`, [invoice, addDays(DUE, 3)])
    await closedMeanwhile()
    await world.day(19)
    expect(await world.reminders(invoice)).toMatchObject([{ state: 'SKIPPED', reason: 'NO_ANSWER' }])
    expect(mails()).toEqual([])
  })

  it.each([
    ['is sent', true, false, 1],
    ['that was not thought of yet is sent', false, false, 1],
    ['that was tried is not sent again', true, true, 0],
  ])('a monthly statement %s', async (_, isPlanned, isTried, statements) => {
    await updateBusiness(one.ours.as('OWNER'), { statement_day: 14 } as never)
    const invoice = await world.sent()
    const [{ contact_id } = { contact_id: '' }] = await database.admin<{ contact_id: string }>(
      `select contact_id from invoices where id = $1`,
      [invoice],
    )
    // The fourteenth is the fourth day after: its plan is made at nine, its mails wait.
    await world.at(addDays(DUE, 4), 9.5)
    if (isPlanned) await world.workDue()
    const jobs = () =>
      database.admin(`select state from app.jobs where tenant_id = $1 and type = 'STATEMENT_SEND'`, [one.ours.tenantId])
    if (isTried)
      await database.admin(
        `insert into outbound (tenant_id, id, kind, object_id, key, to_address, status, created_by) values ($1, gen_random_uuid(), 'statement', $2, $3, 'a@example.com', 'QUEUED', 'job:STATEMENT_SEND')`,
        [one.ours.tenantId, contact_id, `statement:${contact_id}:2027-03`],
      )
    expect(await jobs()).toHaveLength(isPlanned ? 1 : 0)
    await closedMeanwhile()
    await world.cron()
    expect(mails()).toHaveLength(statements)
  })
})
