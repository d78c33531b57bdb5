import { sql } from 'drizzle-orm'
import { type AddNote, WORK_ITEM_LIMITS } from '../../contract/work-items.ts'
import { newId } from '../../db/ids.ts'
import { setRecord } from '../../db/records.ts'
import { workItemNotes } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { parseWorkItem, type WorkItemRow, workItemObject } from './internal.ts'

/** What somebody has to say of it: kept as it was said, with his name and the time. One trip. */
export function addNote(tenant: TenantDb, id: string, { text }: AddNote): Promise<WorkItemRow> {
  return tenant.write(
    { action: 'work_items.add_note', id },
    [
      tenant.db.execute(sql`select app.must_have_room(${id}::uuid, ${WORK_ITEM_LIMITS.notes}::int)`),
      tenant.insert(workItemNotes, [{ id: newId(), workItemId: id, body: text.trim() }]),
      setRecord(tenant, 'work_items', id, {}),
    ],
    workItemObject(id),
    parseWorkItem,
  )
}
