import { getRecord, moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { periodDay, periodFrom } from '../../domain/recurring/schedule.ts'
import { makeJob, parseRecurring, type RecurringRow, recurringObject, scheduleOf } from './internal.ts'

/** Makes none until it is resumed. One trip. */
export const pauseRecurringInvoice = (tenant: TenantDb, id: string, version?: number): Promise<RecurringRow> =>
  tenant.write(
    { action: 'recurring_invoices.pause', id, version },
    [moveRecord(tenant, 'recurring_invoices.pause', id, {})],
    recurringObject(id),
    parseRecurring,
  )

/** For good; what was made stays. One trip. */
export const endRecurringInvoice = (tenant: TenantDb, id: string, version?: number): Promise<RecurringRow> =>
  tenant.write(
    { action: 'recurring_invoices.end', id, version },
    [moveRecord(tenant, 'recurring_invoices.end', id, { nextOn: null, problem: null })],
    recurringObject(id),
    parseRecurring,
  )

/**
 * Goes on: what a person paused leaves out the periods that passed meanwhile; what stopped by itself makes up for them.
 * Two trips.
 */
export function resumeRecurringInvoice(tenant: TenantDb, id: string, version?: number): Promise<RecurringRow> {
  return tenant.once('recurring_invoices.resume', parseRecurring, async () => {
    const row = await getRecord(tenant, 'recurring_invoices.resume', id, recurringObject(id), parseRecurring)
    const schedule = scheduleOf(row)
    const period = row.problem === null ? periodFrom(schedule, row.period, row.today) : row.period
    const nextOn = periodDay(schedule, period)
    if (nextOn === null) throw new AppError('CONFLICT', 'Its last day has passed: end it, or change its end first')
    return tenant.write(
      {
        action: 'recurring_invoices.resume',
        id,
        version: version ?? row.version,
        changes: { next_on: nextOn },
        jobs: [makeJob(id, period, row.version + 1)],
      },
      [moveRecord(tenant, 'recurring_invoices.resume', id, { period, nextOn, problem: null })],
      recurringObject(id),
      parseRecurring,
    )
  })
}
