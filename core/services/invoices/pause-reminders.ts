import { sql } from 'drizzle-orm'
import { moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type InvoiceRow, invoiceObject, parseInvoice } from './internal.ts'

/** Nothing goes out by itself up to and including a day, or until somebody goes on. One trip. */
export const pauseReminders = (
  tenant: TenantDb,
  id: string,
  {
    until = null,
    if_match_version: version,
  }: { until?: string | null | undefined; if_match_version?: number | undefined },
): Promise<InvoiceRow> =>
  tenant.write(
    { action: 'invoices.pause_reminders', id, version, changes: { until } },
    [
      ...dayStep(tenant, until, 'until'),
      moveRecord(tenant, 'invoices.pause_reminders', id, {
        remindersPausedAt: sql`app.now()`,
        remindersPausedUntil: until,
      }),
    ],
    invoiceObject(id),
    parseInvoice,
  )

/** What came while it was paused or promised is one reminder, the latest, on the next morning. One trip. */
export const resumeReminders = (tenant: TenantDb, id: string, version?: number): Promise<InvoiceRow> =>
  tenant.write(
    { action: 'invoices.resume_reminders', id, version },
    [
      moveRecord(tenant, 'invoices.resume_reminders', id, {
        remindersPausedAt: null,
        remindersPausedUntil: null,
        promisedOn: null,
      }),
    ],
    invoiceObject(id),
    parseInvoice,
  )

/** The customer said by when he pays: until that day is over nobody asks. One trip. */
export const promisePayment = (
  tenant: TenantDb,
  id: string,
  { date, if_match_version: version }: { date: string; if_match_version?: number | undefined },
): Promise<InvoiceRow> =>
  tenant.write(
    { action: 'invoices.promise', id, version, changes: { date } },
    [...dayStep(tenant, date, 'date'), moveRecord(tenant, 'invoices.promise', id, { promisedOn: date })],
    invoiceObject(id),
    parseInvoice,
  )

const dayStep = (tenant: TenantDb, day: string | null, field: string) =>
  day === null ? [] : [tenant.db.execute(sql`select app.must_not_have_passed(${day}::date, ${field})`)]
