import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { WorkItemPriority, WorkItemSource, WorkItemType } from '../../contract/work-items.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { workItemMachine } from '../../domain/work-items/machine.ts'
import { columnsOf } from '../columns.ts'

const said = {
  role: z.enum(ACTING_ROLES),
  off: z.array(z.string()).default([]),
  actor: z.string(),
  today: z.string(),
}
const SummaryRow = z.object({
  id: z.string(),
  type: WorkItemType,
  title: z.string(),
  status: z.enum(workItemMachine.states),
  priority: WorkItemPriority,
  contact_id: z.string().nullable(),
  contact: z
    .object({
      id: z.string(),
      display_name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
    })
    .nullable(),
  conversation_id: z.string().nullable(),
  due_on: z.string().nullable(),
  due_at: z.string().nullable(),
  due_key: z.string(),
  week_end: z.string(),
  assigned_to: z.string().nullable(),
  source: WorkItemSource,
  checklist: z.array(z.object({ text: z.string(), done: z.boolean() })),
  invoice: z.object({ id: z.string(), invoice_number: z.string().nullable() }).nullable(),
  closed_at: z.string().nullable(),
  archived_at: z.string().nullable(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  ...said,
})
const WorkItemRow = SummaryRow.extend({
  description: z.string().nullable(),
  labels_json: z.record(z.string(), z.string()),
  conversation: z
    .object({ id: z.string(), subject: z.string(), from_name: z.string(), last_message_at: z.string() })
    .nullable(),
  quote: z
    .object({
      id: z.string(),
      quote_number: z.string().nullable(),
      status: z.enum(quoteMachine.states),
      expiry_date: z.string(),
    })
    .nullable(),
})
export type SummaryRow = z.infer<typeof SummaryRow>
export type WorkItemRow = z.infer<typeof WorkItemRow>

export const parseWorkItem = (row: unknown): WorkItemRow => WorkItemRow.parse(row)
export const workItemObject = (id: string): SQL => sql`app.work_item_object(${id}::uuid)`
/** Of what is a row for itself in JSON: `contact`, `checklist` and `invoice` travel whole. */
export const summaryColumns = columnsOf(
  SummaryRow.extend({ contact: z.unknown(), checklist: z.unknown(), invoice: z.unknown() }),
  { role: 'role', off: 'off', actor: 'actor', today: 'today' },
)
export const parseSummary = (row: unknown): SummaryRow => SummaryRow.parse(row)

/** One trip. */
export const loadWorkItem = (tenant: TenantDb, action: Action, id: string): Promise<WorkItemRow> =>
  getRecord(tenant, action, id, workItemObject(id), parseWorkItem)
