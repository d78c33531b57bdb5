import { type SQL, sql } from 'drizzle-orm'
import type { RecurringInvoiceQuery } from '../../contract/recurring-invoices.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { parseRecurring, type RecurringRow, recurringColumns, recurringObject } from './internal.ts'

/** One page, newest first. One trip. */
export const listRecurringInvoices = (
  tenant: TenantDb,
  cursors: Cursors,
  { limit, cursor, status }: RecurringInvoiceQuery,
): Promise<ListPage<RecurringRow>> =>
  readPage(tenant, cursors, {
    action: 'recurring_invoices.read',
    of: ['recurring-invoices', { status }],
    limit,
    cursor,
    columns: recurringColumns,
    rows: (place, rows) => recurringColumns.of(selectPage(status, place, rows)),
    placeOf: newestFirst,
  })

const selectPage = (status: string | undefined, place: readonly string[] | null, limit: number): SQL => sql`
  select r.*, b.contact, b.made, b.last_invoice from (
    select r.* from recurring_invoices r where r.tenant_id = app.tenant() and r.deleted_at is null
      ${status ? sql`and r.status = ${status}` : sql``}${afterNewest('r', place)} order by r.created_at desc, r.id desc limit ${limit}) r
  cross join lateral jsonb_to_record(app.recurring_beyond(r.id, r.contact_id)) b (contact jsonb, made int, last_invoice jsonb)
  order by r.created_at desc, r.id desc`

export const getRecurringInvoice = (tenant: TenantDb, id: string): Promise<RecurringRow> =>
  getRecord(tenant, 'recurring_invoices.read', id, recurringObject(id), parseRecurring)
