import { sql } from 'drizzle-orm'
import { Activity } from '../../contract/invoices.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { columnsOf } from '../columns.ts'
import { toInstant } from '../instants.ts'
import { listStep, rowsOf } from '../pages.ts'
import { type InvoiceRow, loadInvoice } from './internal.ts'

const ACTIVITIES_MAX = 100
const activityColumns = columnsOf(Activity, {})

export const getInvoice = (tenant: TenantDb, id: string): Promise<InvoiceRow> =>
  loadInvoice(tenant, 'invoices.read', id)

/** What happened to an invoice, newest first, by whom: from the audit. */
export async function listInvoiceActivity(tenant: TenantDb, id: string): Promise<Activity[]> {
  checkId(id)
  const [entry, own, found] = await tenant.read(
    'invoices.read',
    tenant.db.execute<{ id: string }>(
      sql`select id from invoices where tenant_id = app.tenant() and id = ${id}::uuid and deleted_at is null`,
    ),
    listStep(
      tenant,
      activityColumns,
      sql`select a.*, a.after->>'detail' as detail from app.activity(${id}::uuid, ${ACTIVITIES_MAX}) a`,
    ),
  )
  if (!own.rows.length) throw new AppError('NOT_FOUND', 'Not found')
  return rowsOf(activityColumns, found, entry).map((row) => Activity.parse({ ...row, at: toInstant(row.at) }))
}
