import { sql } from 'drizzle-orm'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'

/** Takes what was closed a month ago out of the lists; not what was taken up again, or closed again since. Two trips. */
export async function archiveWorkItem(tenant: TenantDb, id: string): Promise<void> {
  const [, { rows }] = await tenant.read(
    'work_items.archive',
    tenant.db.execute(sql`select from work_items where tenant_id = app.tenant() and id = ${id}::uuid and deleted_at is null
      and archived_at is null and closed_at <= app.now() - interval '30 days'`),
  )
  if (rows.length === 0) return
  try {
    const archive = setRecord(tenant, 'work_items', id, { archivedAt: sql`app.now()` })
    await tenant.commit({ beat: { action: 'work_items.archive', id }, steps: [archive] })
  } catch (error) {
    // Taken up or deleted meanwhile.
    if (!(error instanceof AppError) || (error.code !== 'CONFLICT' && error.code !== 'NOT_FOUND')) throw error
  }
}
