import { sql } from 'drizzle-orm'
import { UnreadCount } from '../../contract/conversations.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** How many open conversations whoever asks has not seen, a hundred at most. One trip. */
export async function countUnread(tenant: TenantDb): Promise<UnreadCount> {
  const count = tenant.db.execute<{ count: number }>(sql`select app.unread_count() as count`)
  const [, { rows }] = await tenant.read('conversations.read', count)
  return UnreadCount.parse({ count: rows[0]?.count })
}
