import { sql } from 'drizzle-orm'
import { checkId, type Entry, type TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'

/** Who says that he is in a conversation must see it; null is nowhere. One trip. */
export async function comeTo(tenant: TenantDb, id: string | null): Promise<Entry> {
  if (id !== null) checkId(id)
  const found = sql`select from conversations where tenant_id = app.tenant() and id = ${id}::uuid and deleted_at is null`
  const [entry, { rows }] = await tenant.read('conversations.read', tenant.db.execute(found))
  if (id !== null && rows.length === 0) throw new AppError('NOT_FOUND', 'Not found')
  return entry
}
