import { sql } from 'drizzle-orm'
import { Activity } from '../../contract/documents.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import type { DocumentResource } from '../../domain/documents/kinds.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { columnsOf } from '../columns.ts'
import { toInstant } from '../instants.ts'
import { listStep, rowsOf } from '../pages.ts'

const ACTIVITIES_MAX = 100
const columns = columnsOf(Activity, {})

/** What happened to a document, newest first, by whom: from the audit. One trip. */
export async function listActivity(tenant: TenantDb, of: DocumentResource, id: string): Promise<Activity[]> {
  checkId(id)
  const [entry, own, found] = await tenant.read(
    `${of}.read`,
    tenant.db.execute<{ id: string }>(
      sql`select id from ${sql.identifier(of)} where tenant_id = app.tenant() and id = ${id}::uuid and deleted_at is null`,
    ),
    listStep(
      tenant,
      columns,
      sql`select a.*, a.after->>'detail' as detail from app.activity(${id}::uuid, ${ACTIVITIES_MAX}) a`,
    ),
  )
  if (!own.rows.length) throw new AppError('NOT_FOUND', 'Not found')
  return rowsOf(columns, found, entry).map((row) => Activity.parse({ ...row, at: toInstant(row.at) }))
}
