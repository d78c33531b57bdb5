import { sql } from 'drizzle-orm'
import { SendInvoice } from '../../core/contract/invoices.ts'
import { addDays, instantIn } from '../../core/domain/kernel/dates.ts'
import { sendInvoice } from '../../core/services/invoices/send.ts'
import { beginMornings } from '../../core/services/reminders/mornings.ts'
import { makeBusiness } from './business.ts'
import type { TestDatabase } from './database.ts'
import { sendPorts } from './fake-mailer.ts'
import { stripeWorld } from './stripe-world.ts'

const ZONE = 'America/Toronto'
/** The day on which invoices of these tests are due. */
export const DUE = '2027-03-10'

export interface ReminderRow {
  stage: string
  state: string
  reason: string | null
  day: string
  manual: boolean
}

/** A business, its clock and its crons. All invoices are due on DUE and were sent ten days before. */
export async function reminderWorld(database: TestDatabase, timezone = ZONE) {
  const world = stripeWorld(database)
  const { mailer, context, work } = world
  const ports = { ...sendPorts(mailer), letters: context.letters }
  const setClock = (instant: Date) =>
    database.admin(
      `insert into app.clock (shift) values ($1::timestamptz - now()) on conflict (id) do update set shift = excluded.shift`,
      [instant.toISOString()],
    )
  const at = (day: string, hour = 9.5, zone = timezone) => setClock(instantIn(zone, day, hour * 60))
  // Businesses of tests before this one have no crons any more.
  await database.admin('delete from app.reminder_rules')
  await database.admin(`update app.jobs set done_at = now(), state = 'CANCELED' where done_at is null`)
  await at(addDays(DUE, -10), 12)
  const ours = await makeBusiness(database, { timezone })

  const dueJobs = () => context.system.rows<{ tenant_id: string; key: string }>(sql`app.sweep(500, 0)`)
  const workDue = async () => work(await dueJobs())
  /** Everything that is due by now, and what follows on it. */
  async function workAll(): Promise<void> {
    for (let round = 0; round < 10; round++) {
      const due = await dueJobs()
      if (due.length === 0) return
      await work(due)
    }
  }
  /** As the cron of a minute does it. */
  async function cron(): Promise<void> {
    await beginMornings(context.system)
    await workAll()
  }

  return {
    ...world,
    ours,
    ports,
    at,
    setClock,
    workAll,
    workDue,
    beginMornings: () => beginMornings(context.system),
    cron,
    /** A day so many after the due date, at an hour of it: the crons run once. */
    async day(late: number, hour = 9.5): Promise<void> {
      await at(addDays(DUE, late), hour)
      await cron()
    },
    /** Sent by a person. The cron before it has told the business when its next morning is. */
    async sent(input: Parameters<typeof ours.draft>[0] = {}): Promise<string> {
      const { id } = await ours.draft({ due_date: DUE, ...input })
      await sendInvoice(ours.as('OWNER'), ports, id, SendInvoice.parse({}))
      await cron()
      mailer.sent.length = 0
      return id
    },
    mails: () => mailer.sent.map(({ subject }) => subject.split(' ')[0]),
    reminders: (invoice: string) =>
      database.admin<ReminderRow>(
        `select stage, state, reason, day::text, manual from reminders where invoice_id = $1 order by created_at, day, stage`,
        [invoice],
      ),
    async stage(invoice: string): Promise<string | undefined> {
      const [row] = await database.admin<{ ar_stage: string }>(`select ar_stage from invoices where id = $1`, [invoice])
      return row?.ar_stage
    },
    audits: async (invoice: string) =>
      (
        await database.admin<{ action: string }>(
          `select action from app.audit where entity_id = $1 and action ~ 'remind|collect|pause|resume|promise' order by id`,
          [invoice],
        )
      ).map(({ action }) => action),
  }
}
