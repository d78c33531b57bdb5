import { type SQL, sql } from 'drizzle-orm'
import type { CreateWorkItem } from '../../contract/work-items.ts'
import { newId } from '../../db/ids.ts'
import { workItems } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { applyDefaults } from '../../domain/profiles/defaults.ts'
import { inOrder } from '../in-order.ts'
import { refuseIncomplete, requireSwitch } from '../profile/required.ts'
import { referenceTo } from '../references.ts'
import { type Settings, withSettings } from '../settings.ts'
import { assigneeSteps, assigningRoles, auditable, columnsOf, indexSteps, warningSteps } from './fields.ts'
import { parseWorkItem, type WorkItemRow, workItemObject } from './internal.ts'

/** Work that can be found at once. What was made from a conversation is for its contact and whoever has it. One trip, warm. */
export function createWorkItem(tenant: TenantDb, given: CreateWorkItem, id = newId()): Promise<WorkItemRow> {
  return withSettings(tenant, 'work_items.create', (settings) => {
    const input = applyDefaults('work_item', given, settings.profile) as CreateWorkItem
    return inOrder(tenant, 'work_items.create', async () => {
      refuseUnfit(input, settings)
      return insertWorkItem(tenant, input, settings, id)
    })
  })
}

export function refuseUnfit(input: CreateWorkItem, { profile }: Settings): void {
  const { source, conversation_id: conversation } = input
  if (source === 'POS_SYNC') requireSwitch(profile, 'pos_sync')
  // What is made from a conversation is for its contact.
  const written = { ...input, contact_id: input.contact_id ?? conversation, source: source ?? 'MANUAL' }
  refuseIncomplete('work_item', written, 'create', profile)
}

const insertWorkItem = (
  tenant: TenantDb,
  input: CreateWorkItem,
  settings: Settings,
  id: string,
): Promise<WorkItemRow> => {
  const { beat, steps } = draftWorkItem(tenant, id, input, input.source ?? (input.conversation_id ? 'INBOX' : 'MANUAL'))
  return tenant.write(
    { action: 'work_items.create', id, settings: settings.version, ...beat },
    steps,
    workItemObject(id),
    parseWorkItem,
  )
}

/** Work as it is written, and what must hold for it. */
export function draftWorkItem(tenant: TenantDb, id: string, input: CreateWorkItem, source: WorkItemRow['source']) {
  const { conversation_id: conversation, contact_id: contact } = input
  const row = {
    ...columnsOf(input),
    id,
    contactId: (contact === undefined ? ofConversation(conversation, 'contact_id') : contact) as never,
    conversationId: conversation ?? null,
    assignedTo: sql`coalesce(app.agent(), ${input.assigned_to === undefined ? ofConversation(conversation, 'assigned_to') : input.assigned_to})`,
    source,
  }
  const beat = {
    references: [
      ...referenceTo('contacts', contact, 'contact_id'),
      ...referenceTo('conversations', conversation, 'conversation_id'),
    ],
    changes: auditable(input),
    ...assigningRoles(input),
  }
  const steps: Step[] = [
    ...assigneeSteps(tenant, input),
    ...warningSteps(tenant, input),
    tenant.insert(workItems, [row as never]),
    ...indexSteps(tenant, id, input, contactOf(id)),
  ]
  return { beat, steps }
}

const ofConversation = (id: string | null | undefined, column: 'contact_id' | 'assigned_to'): SQL | null =>
  id
    ? sql`(select ${sql.identifier(column)} from conversations where tenant_id = app.tenant() and id = ${id}::uuid)`
    : null

const contactOf = (id: string): SQL =>
  sql`(select contact_id from work_items where tenant_id = app.tenant() and id = ${id}::uuid)`
