import { type SQL, sql } from 'drizzle-orm'
import type { CreateWorkItem } from '../../contract/work-items.ts'
import { newId } from '../../db/ids.ts'
import { workItems } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { referenceTo } from '../references.ts'
import { assigneeSteps, assigningRoles, auditable, columnsOf, indexSteps, warningSteps } from './fields.ts'
import { parseWorkItem, type WorkItemRow, workItemObject } from './internal.ts'

/** Work that can be found at once. What was made from a conversation is for its contact and whoever has it. One trip. */
export function createWorkItem(tenant: TenantDb, input: CreateWorkItem, id = newId()): Promise<WorkItemRow> {
  const { conversation_id: conversation, contact_id: contact } = input
  const row = {
    ...columnsOf(input),
    id,
    contactId: (contact === undefined ? ofConversation(conversation, 'contact_id') : contact) as never,
    conversationId: conversation ?? null,
    assignedTo: sql`coalesce(app.agent(), ${input.assigned_to === undefined ? ofConversation(conversation, 'assigned_to') : input.assigned_to})`,
    source: conversation ? 'INBOX' : 'MANUAL',
  }
  return tenant.write(
    {
      action: 'work_items.create',
      id,
      references: [
        ...referenceTo('contacts', contact, 'contact_id'),
        ...referenceTo('conversations', conversation, 'conversation_id'),
      ],
      changes: auditable(input),
      ...assigningRoles(input),
    },
    [
      ...assigneeSteps(tenant, input),
      ...warningSteps(tenant, input),
      tenant.insert(workItems, [row as never]),
      ...indexSteps(tenant, id, input, contactOf(id)),
    ],
    workItemObject(id),
    parseWorkItem,
  )
}

const ofConversation = (id: string | null | undefined, column: 'contact_id' | 'assigned_to'): SQL | null =>
  id
    ? sql`(select ${sql.identifier(column)} from conversations where tenant_id = app.tenant() and id = ${id}::uuid)`
    : null

const contactOf = (id: string): SQL =>
  sql`(select contact_id from work_items where tenant_id = app.tenant() and id = ${id}::uuid)`
