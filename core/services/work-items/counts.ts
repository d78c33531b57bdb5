import { sql } from 'drizzle-orm'
import { WORK_ITEM_LIMITS, WorkItemCounts, type WorkItemCountsQuery } from '../../contract/work-items.ts'
import { getObject } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** How much open work is overdue, due today, this week, later and without a date. One trip. */
export function countWorkItems(tenant: TenantDb, { assigned_to: who }: WorkItemCountsQuery): Promise<WorkItemCounts> {
  const assigned = who === 'me' ? sql`app.actor()` : sql`${who ?? null}`
  const counts = sql`app.work_counts(${assigned}, ${WORK_ITEM_LIMITS.counted}::int)`
  return getObject(tenant, 'work_items.read', counts, (row) => WorkItemCounts.parse(row))
}
