import { sql } from 'drizzle-orm'
import { WORK_ITEM_LIMITS, WorkItemEvent } from '../../contract/work-items.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { columnsOf } from '../columns.ts'
import { toInstant } from '../instants.ts'
import { listStep, rowsOf } from '../pages.ts'

const AUDITS_MAX = 100
const events = columnsOf(WorkItemEvent, {})

/** What happened to it and what was said of it, newest first: all notes, and the newest of its history. One trip. */
export async function listWorkItemTimeline(tenant: TenantDb, id: string): Promise<WorkItemEvent[]> {
  checkId(id)
  const [entry, own, history, notes] = await tenant.read(
    'work_items.read',
    tenant.db.execute(
      sql`select from work_items where tenant_id = app.tenant() and id = ${id}::uuid and deleted_at is null`,
    ),
    listStep(
      tenant,
      events,
      sql`select a.id::text as id, 'audit' as type, a.at, a.actor, a.action, coalesce(a.after->>'status', a.after->>'assigned_to') as detail
        from app.activity(${id}::uuid, ${AUDITS_MAX}) a where a.action <> 'work_item.add_note'`,
    ),
    listStep(
      tenant,
      events,
      sql`select n.id, 'note' as type, n.created_at as at, app.person(n.created_by) as actor, 'work_item.add_note' as action, n.body as detail
        from work_item_notes n where n.tenant_id = app.tenant() and n.work_item_id = ${id}::uuid
        order by n.created_at desc, n.id desc limit ${WORK_ITEM_LIMITS.notes}`,
    ),
  )
  if (!own.rows.length) throw new AppError('NOT_FOUND', 'Not found')
  const all = [...rowsOf(events, history, entry), ...rowsOf(events, notes, entry)]
  return all
    .map((event) => WorkItemEvent.parse({ ...event, at: toInstant(event.at) }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}
