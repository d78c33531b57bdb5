import { sql } from 'drizzle-orm'
import { Activity } from '../../contract/invoices.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { toInstant } from '../instants.ts'
import { type InvoiceRow, loadInvoice } from './internal.ts'

const ACTIVITIES_MAX = 100

export const getInvoice = (tenant: TenantDb, id: string): Promise<InvoiceRow> =>
  loadInvoice(tenant, 'invoices.read', id)

/** What happened to an invoice, newest first, by whom: from the audit. */
export async function listInvoiceActivity(tenant: TenantDb, id: string): Promise<Activity[]> {
  checkId(id)
  const [, own, rows] = await tenant.read(
    'invoices.read',
    tenant.db.execute<{ id: string }>(
      sql`select id from invoices where tenant_id = app.tenant() and id = ${id}::uuid and deleted_at is null`,
    ),
    tenant.db.execute<{ id: string; at: string; actor: string; action: string; detail: string | null }>(
      sql`select id::text, at, actor, action, after->>'detail' as detail from app.activity(${id}::uuid, ${ACTIVITIES_MAX})`,
    ),
  )
  if (!own.rows.length) throw new AppError('NOT_FOUND', 'Not found')
  return rows.rows.map((row) => Activity.parse({ ...row, id: Number(row.id), at: toInstant(row.at) }))
}
