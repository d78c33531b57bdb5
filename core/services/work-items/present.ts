import { type DueGroup, WorkItem, WorkItemSummary } from '../../contract/work-items.ts'
import { mayTouch } from '../../domain/actions.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { isAgent } from '../../domain/permissions.ts'
import { isOn } from '../../domain/profiles/switches.ts'
import { quoteStatus } from '../../domain/quotes/state.ts'
import { workItemMachine } from '../../domain/work-items/machine.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import { parseSummary, type SummaryRow, type WorkItemRow } from './internal.ts'

/** The wire shape of a piece of work; parsed, so that no column leaks. */
export const presentWorkItem = (row: WorkItemRow): WorkItem =>
  WorkItem.parse({
    ...summary(row),
    description: row.description,
    labels_json: row.labels_json,
    checklist: row.checklist,
    conversation: row.conversation && {
      ...row.conversation,
      last_message_at: toInstant(row.conversation.last_message_at),
    },
    quote: row.quote && presentQuote(row.quote, row.today),
  })

const presentQuote = ({ id, quote_number, status, expiry_date }: NonNullable<WorkItemRow['quote']>, today: string) => ({
  id,
  quote_number,
  status: quoteStatus({ status, expiryDate: expiry_date }, today),
})

export const presentSummary = (row: object): WorkItemSummary => WorkItemSummary.parse(summary(parseSummary(row)))

const summary = (row: SummaryRow): WorkItemSummary => ({
  id: row.id,
  type: row.type,
  title: row.title,
  status: row.status,
  priority: row.priority,
  contact_id: row.contact_id,
  contact: row.contact,
  conversation_id: row.conversation_id,
  due_at: toInstantOrNull(row.due_at) ?? row.due_on,
  due_on: row.due_on,
  due_group: row.closed_at === null ? dueGroup(row) : null,
  assigned_to: row.assigned_to,
  source: row.source,
  checklist_done: row.checklist.filter(({ done }) => done).length,
  checklist_count: row.checklist.length,
  invoice: row.invoice,
  closed_at: toInstantOrNull(row.closed_at),
  archived_at: toInstantOrNull(row.archived_at),
  version: row.version,
  created_at: toInstant(row.created_at),
  updated_at: toInstant(row.updated_at),
  created_by: row.created_by,
  allowed_actions: allowedActions(
    workItemMachine,
    { ...row, agent: agentOf(row) },
    (action) => mayTouch(row.role, action, true) && isOn(action, row.off),
  ),
})

function dueGroup({ due_on, today, week_end }: SummaryRow): DueGroup {
  if (due_on === null) return 'none'
  if (due_on < today) return 'overdue'
  if (due_on === today) return 'today'
  return due_on <= week_end ? 'this_week' : 'later'
}

const agentOf = ({ role, actor }: SummaryRow) => (isAgent(role) ? actor : null)
