import { type SQL, sql } from 'drizzle-orm'
import type { RehearseReminders, Reminder, ReminderQuery } from '../../contract/reminders.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import type { Schedule } from '../../domain/reminders/schedule.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, readPage } from '../pages.ts'
import { loadSettings, type Settings, settingsNow } from '../settings.ts'
import { ruleOf } from './facts.ts'
import { placeOf, presentReminder, type ReminderRow, reminderColumns } from './rows.ts'

const REHEARSED_DAYS = 90
const PAST_DAYS = 30
const COMING_DAYS = 60
/** Whatever there is of one invoice. */
const ALL_DAYS = 10_000

/** What went out, was left out and will go out between two days of the business, by day. One trip. */
export async function listReminders(
  tenant: TenantDb,
  cursors: Cursors,
  { limit, cursor, from, to, invoice_id: invoice }: ReminderQuery,
): Promise<ListPage<Reminder>> {
  if (invoice !== undefined && !isUuid(invoice)) return { rows: [], cursor: null }
  const [before, after] = invoice ? [ALL_DAYS, ALL_DAYS] : [PAST_DAYS, COMING_DAYS]
  const [first, last] = [day(from, sql`app.today() - ${before}::int`), day(to, sql`app.today() + ${after}::int`)]
  const read = (settings: Settings) => {
    const { schedule } = ruleOf(settings.business)
    return readPage(tenant, cursors, {
      action: 'reminders.read',
      of: ['reminders', from ?? '', to ?? '', invoice ?? ''],
      limit,
      cursor,
      columns: reminderColumns,
      rows: (place, rows) =>
        sql`app.listed_reminders(${first}, ${last}, ${asked(schedule, place, rows)}, ${invoice ?? null}::uuid)`,
      placeOf,
    })
  }
  // What is to come follows from the settings: those of the moment of this answer.
  const known = await loadSettings(tenant, 'reminders.read')
  const page = await read(known)
  const now = await settingsNow(tenant, 'reminders.read')
  const found = now.version === known.version ? page : await read(now)
  const rule = ruleOf(now.business)
  return { ...found, rows: found.rows.map((row) => presentReminder(row, rule)) }
}

/** What a schedule would have sent in the past ninety days. One trip. */
export async function rehearseReminders(
  tenant: TenantDb,
  cursors: Cursors,
  { limit, cursor, ...days }: RehearseReminders,
): Promise<ListPage<Reminder>> {
  const schedule = { enabled: true, ...days }
  const page: ListPage<ReminderRow> = await pageOfBody(tenant, cursors, {
    action: 'reminders.rehearse',
    of: ['rehearsal', days.days_after_due, days.days_before_due],
    limit,
    cursor,
    columns: reminderColumns,
    rows: (place, rows) =>
      sql`app.rehearsed_reminders(app.today() - ${REHEARSED_DAYS}::int, app.today() - 1, ${asked(schedule, place, rows)})`,
    placeOf,
  })
  return { ...page, rows: page.rows.map((row) => presentReminder(row, { schedule, closed: [] })) }
}

/** A cursor of another list is a wrong value of the body here. */
async function pageOfBody<T>(...asked: Parameters<typeof readPage<T>>): Promise<ListPage<T>> {
  try {
    return await readPage(...asked)
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_REQUEST')
      throw invalid('cursor', 'Start again without a cursor')
    throw error
  }
}

const day = (said: string | undefined, otherwise: SQL): SQL => (said ? sql`${said}::date` : otherwise)

const asked = (schedule: Schedule, place: readonly string[] | null, limit: number): SQL =>
  sql`${JSON.stringify(schedule)}::jsonb, ${place?.[0] ?? null}::date, ${place?.[1] ?? ''}, ${limit}::int`
