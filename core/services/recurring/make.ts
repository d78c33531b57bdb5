import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { NewJob } from '../../contract/jobs.ts'
import { newId } from '../../db/ids.ts'
import { moveRecord } from '../../db/records.ts'
import { recurringPeriods } from '../../db/recurring-schema.ts'
import { type Also, rowOf, type TenantDb } from '../../db/tenant-db.ts'
import { closedDays, daysWith } from '../../domain/closing/spans.ts'
import { addDays, compareDates, instantIn } from '../../domain/kernel/dates.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { recurringInvoiceMachine } from '../../domain/recurring/machine.ts'
import { isMailed, periodDay, periodFrom } from '../../domain/recurring/schedule.ts'
import { ClosedSpans } from '../closing.ts'
import { lineReferences } from '../documents/steps.ts'
import { draftInvoice } from '../invoices/draft.ts'
import { referenceTo } from '../references.ts'
import { type Settings, withSettings } from '../settings.ts'
import { buildContent } from './build.ts'
import { contentOf, makeJob, parseRecurring, type RecurringRow, recurringObject, scheduleOf } from './internal.ts'

/** Six in the morning where the business is. */
const MORNING_MINUTES = 6 * 60

const Due = z.object({ timezone: z.string(), closed_spans: ClosedSpans, recurring: z.unknown() })

/**
 * Makes the invoice of a period on the morning of its day, once: with it the period is over, and the next one waits. What was
 * paused, changed or made meanwhile has nothing to do. Answers when to look again, where its day has not come (H-SCOPE, TM3).
 */
export async function makeRecurringInvoice(
  tenant: TenantDb,
  { recurring_id: id, period }: { recurring_id: string; period: number },
): Promise<{ againSeconds: number } | undefined> {
  const [entry, found] = await tenant.read(
    'recurring_invoices.make',
    tenant.db.execute(
      sql`select b.o->>'timezone' as timezone, b.o->'closed_spans' as closed_spans, ${recurringObject(id)} as recurring
        from (select app.business() as o) b`,
    ),
  )
  const { timezone, closed_spans, recurring } = Due.parse(found.rows[0])
  if (!recurring) return undefined
  const row = parseRecurring(recurring)
  if (!makes(row) || row.period !== period || row.next_on === null) return undefined
  const wait = secondsUntil(row.next_on, timezone, entry.now)
  if (wait > 0) return { againSeconds: wait }
  const closed = daysWith(closedDays(closed_spans, timezone, MORNING_MINUTES), row.next_on)
  if (closed) return leaveOut(tenant, row, closed.until)
  await make(tenant, row, row.next_on).catch((error: unknown) => stopOrThrow(tenant, row, error))
  return undefined
}

const makes = ({ status }: RecurringRow) => statusesFor(recurringInvoiceMachine, 'make').includes(status)

const secondsUntil = (day: string, zone: string, now: string): number =>
  Math.ceil((instantIn(zone, day, MORNING_MINUTES).getTime() - Date.parse(now)) / 1000)

const make = (tenant: TenantDb, row: RecurringRow, day: string): Promise<unknown> =>
  withSettings(tenant, 'recurring_invoices.make', async (settings) => {
    const invoiceId = newId()
    const invoice = await invoiceOf(tenant, row, invoiceId, day, settings)
    const following = periodDay(scheduleOf(row), row.period + 1)
    const action = following === null ? 'recurring_invoices.make_last' : 'recurring_invoices.make'
    return tenant.write(
      {
        action,
        id: row.id,
        version: row.version,
        references: [...referenceTo('contacts', row.contact_id, 'contact_id'), ...lineReferences(invoice.lines)],
        settings: settings.version,
        changes: { invoice_id: invoiceId, period: row.period, day },
        also: [createdOf(row, invoiceId, invoice.columns.total)],
        jobs: [
          ...(following === null ? [] : [makeJob(row.id, row.period + 1, row.version + 1)]),
          ...(isMailed(row) ? [sendJob(invoiceId)] : []),
        ],
      },
      [
        ...invoice.steps,
        tenant.insert(recurringPeriods, [{ recurringId: row.id, period: row.period, day, invoiceId }]),
        moveRecord(tenant, action, row.id, { period: row.period + 1, nextOn: following }),
      ],
      rowOf(sql`select ${invoiceId}::uuid as id`),
      () => undefined,
    )
  })

/** What fell into days in which the business was closed is not billed afterwards: the next one is that of the day on which it opened, or later. */
async function leaveOut(tenant: TenantDb, row: RecurringRow, reopenedOn: string): Promise<undefined> {
  const schedule = scheduleOf(row)
  const period = periodFrom(schedule, row.period, reopenedOn)
  const nextOn = periodDay(schedule, period)
  const action = nextOn === null ? 'recurring_invoices.leave_out_last' : 'recurring_invoices.leave_out'
  await tenant.write(
    {
      action,
      id: row.id,
      version: row.version,
      changes: { next_on: nextOn },
      jobs: nextOn === null ? [] : [makeJob(row.id, period, row.version + 1)],
    },
    [moveRecord(tenant, action, row.id, { period, nextOn })],
    recurringObject(row.id),
    () => undefined,
  )
}

/** Dated the day that it is for; its customer has all his days from when it is made, however late that is. */
async function invoiceOf(tenant: TenantDb, row: RecurringRow, id: string, day: string, settings: Settings) {
  const { content } = await buildContent(tenant, 'recurring_invoices.make', contentOf(row), settings)
  const from = compareDates(day, row.today) < 0 ? row.today : day
  const input = { ...content, contact_id: row.contact_id, issue_date: day, due_date: addDays(from, row.due_days) }
  const invoice = draftInvoice(tenant, id, input, settings)
  if (!isMailed(row)) return invoice
  const held = sql`update invoices set send_at = app.now() where tenant_id = app.tenant() and id = ${id}::uuid`
  return { ...invoice, steps: [...invoice.steps, tenant.db.execute(held)] }
}

const createdOf = ({ contact_id }: RecurringRow, id: string, total: bigint): Also => ({
  action: 'invoices.create',
  id,
  changes: { contact_id, total: String(total) },
})

/** Like a person who presses Send: he decided it when he set it up. */
const sendJob = (invoiceId: string): NewJob => ({
  type: 'INVOICE_SEND',
  key: `invoice.send:${invoiceId}:recurring`,
  payload: { invoice_id: invoiceId, message: null },
})

/** What a person must mend stops it, with the reason; anything else, and what changed meanwhile, is looked at again by its job. */
async function stopOrThrow(tenant: TenantDb, row: RecurringRow, error: unknown): Promise<void> {
  if (!(error instanceof AppError)) throw error
  if (error.code !== 'VALIDATION_ERROR' && error.code !== 'CAPABILITY_DISABLED') throw error
  const problem = error.details[0]?.message ?? error.message
  await tenant.write(
    { action: 'recurring_invoices.stop', id: row.id, version: row.version, changes: { problem } },
    [
      moveRecord(tenant, 'recurring_invoices.stop', row.id, { problem }),
      tenant.db.execute(
        sql`select app.alert('recurring.stopped', ${row.id}::uuid, jsonb_build_object('problem', ${problem}::text))`,
      ),
    ],
    recurringObject(row.id),
    () => undefined,
  )
}
