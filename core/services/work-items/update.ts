import { sql } from 'drizzle-orm'
import type { UpdateWorkItem } from '../../contract/work-items.ts'
import { newId } from '../../db/ids.ts'
import { moveRecord } from '../../db/records.ts'
import type { Beat, TenantDb } from '../../db/tenant-db.ts'
import { eventsOf, isClosed, MOVES } from '../../domain/work-items/machine.ts'
import { inOrder } from '../in-order.ts'
import { refuseIncomplete } from '../profile/required.ts'
import { referenceTo } from '../references.ts'
import { type Settings, withSettings } from '../settings.ts'
import {
  assigneeSteps,
  assigningRoles,
  auditable,
  columnsOf,
  indexSteps,
  keptLabelSteps,
  warningSteps,
} from './fields.ts'
import { parseWorkItem, type WorkItemRow, workItemObject } from './internal.ts'

const ARCHIVED_AFTER_SECONDS = 30 * 86_400

/** Changes the fields that were sent, gives it to somebody, brings it to another status. One trip, warm. */
export function updateWorkItem(tenant: TenantDb, id: string, input: UpdateWorkItem): Promise<WorkItemRow> {
  const action = actionOf(input)
  return withSettings(tenant, action, (settings) => {
    const write = async () => {
      refuseIncomplete('work_item', input, 'update', settings.profile)
      return writeChanges(tenant, id, input, settings)
    }
    return inOrder(tenant, action, write, id)
  })
}

function writeChanges(tenant: TenantDb, id: string, input: UpdateWorkItem, settings: Settings): Promise<WorkItemRow> {
  const { if_match_version: version, status, ...written } = input
  const { contact_id: contact } = written
  const action = actionOf(input)
  const changes = {
    ...columnsOf(written),
    contactId: contact,
    assignedTo: written.assigned_to,
    ...(status ? closing(status) : {}),
  }
  return tenant.write(
    {
      action,
      id,
      version,
      settings: settings.version,
      references: referenceTo('contacts', contact, 'contact_id'),
      changes: { ...auditable(written), ...(status ? { status } : {}) },
      ...assigningRoles(written),
      ...(status ? afterMove(id, status) : {}),
    },
    [
      ...assigneeSteps(tenant, written),
      ...warningSteps(tenant, written),
      moveRecord<'work_items'>(tenant, action, id, changes as never),
      ...keptLabelSteps(tenant, id, input, settings.profile),
      ...indexSteps(tenant, id, written, contact === undefined ? undefined : sql`${contact}::uuid`),
    ],
    workItemObject(id),
    parseWorkItem,
  )
}

type Status = NonNullable<UpdateWorkItem['status']>

/** What it is in its history: a change of its status first, then of who has it. */
function actionOf({ status, assigned_to, if_match_version: _, override_warnings: __, ...fields }: UpdateWorkItem) {
  if (status) return `work_items.${MOVES[status]}` as const
  return assigned_to !== undefined && Object.keys(fields).length === 0 ? 'work_items.assign' : 'work_items.update'
}

const closing = (status: Status) =>
  isClosed(status) ? { closedAt: sql`app.now()`, archivedAt: null } : { closedAt: null, archivedAt: null }

function afterMove(id: string, status: Status): Pick<Beat, 'jobs' | 'also'> {
  if (!isClosed(status)) return {}
  const archive = {
    type: 'WORK_ITEM_ARCHIVE',
    // Of this closing: after it was taken up again the next has a month of its own.
    key: `work_item.archive:${newId()}`,
    payload: { work_item_id: id },
    delay_seconds: ARCHIVED_AFTER_SECONDS,
  } as const
  return { jobs: [archive], also: eventsOf(status).map((event) => ({ event, id })) }
}
