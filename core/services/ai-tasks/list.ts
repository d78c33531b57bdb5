import { z } from 'zod'
import { AiTask, type AiTaskQuery } from '../../contract/ai-tasks.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { mayTouch } from '../../domain/actions.ts'
import { aiDraftMachine, MODEL_RESULTS } from '../../domain/drafts/machine.ts'
import { BARS } from '../../domain/drafts/makeable.ts'
import { progressOf, TASK, TASK_STATUSES, TASK_TYPES } from '../../domain/drafts/tasks.ts'
import { INTENTS } from '../../domain/extraction/intent/intents.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { isAgent, type Role } from '../../domain/permissions.ts'
import { mayOn } from '../ai-drafts/present.ts'
import { dollars } from '../ai-usage/dollars.ts'
import { columnsOf } from '../columns.ts'
import type { Cursors } from '../cursor.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import { type ListPage, readPage } from '../pages.ts'
import { selectTasks } from './rows.ts'

/** What the calls of a question came to. */
const Asked = z.object({
  started_at: z.string().nullable(),
  calls: z.number(),
  lost: z.number(),
  tokens: z.number().nullable(),
  cost_micros: z.number().nullable(),
})
const TaskRow = z.object({
  type: z.enum(TASK_TYPES),
  key: z.string(),
  at: z.string(),
  status: z.enum(TASK_STATUSES),
  done_at: z.string().nullable(),
  title: z.string(),
  intent: z.enum(INTENTS),
  model_name: z.string().nullable(),
  model_reason: z.string().nullable(),
  failed_reason: z.string().nullable(),
  model_outcome: z.enum(MODEL_RESULTS).nullable(),
  model_state: z.string(),
  edited: z.array(z.string()),
  reviewed_by: z.string().nullable(),
  assigned_to: z.string().nullable(),
  draft_id: z.string().nullable(),
  draft_status: z.enum(aiDraftMachine.states).nullable(),
  message_id: z.string().nullable(),
  conversation_id: z.string().nullable(),
  contact: z.unknown(),
  asked: z.unknown(),
  bars: z.array(z.enum(BARS)),
  role: z.string(),
  off: z.array(z.string()),
  actor: z.string(),
})
type TaskRow = z.infer<typeof TaskRow>
const columns = columnsOf(TaskRow, { role: 'role', off: 'off', actor: 'actor' })

/**
 * What machines did, newest first: what rules read, what models were asked, what a rule of the owner made (B-9G-1). Of a model it
 * says how that is at this moment; an agent hears of what is his. One trip.
 */
export async function listAiTasks(
  tenant: TenantDb,
  cursors: Cursors,
  { limit, cursor, ...filters }: AiTaskQuery,
): Promise<ListPage<AiTask>> {
  const who = tenant.actor.kind === 'user' ? tenant.actor.userId : null
  const page = await readPage(tenant, cursors, {
    action: 'ai_drafts.read',
    of: ['ai_tasks', filters, who],
    limit,
    cursor,
    columns,
    rows: (place, rows) => columns.of(selectTasks(filters, place, rows)),
    placeOf: ({ at, key }) => [at, key],
  })
  return { ...page, rows: page.rows.map(present) }
}

/** What was tried for hours and never came to an end is a person's to do. */
const GIVEN_UP = {
  READ: 'No draft came of it though it was tried again: draft it yourself',
  APPLY: 'It was not made though it was tried again: look at the draft and apply it yourself',
  DRAFTED: 'No draft came of it by itself: somebody drafted it since',
} as const

function present(row: TaskRow): AiTask {
  const isAsked = row.type === 'ASK_MODEL'
  const asked = row.asked === null ? null : Asked.parse(row.asked)
  const hasCost = asked !== null && asked.cost_micros !== null
  return AiTask.parse({
    id: `${row.key}.${Date.parse(row.at)}`,
    type: row.type,
    status: row.status,
    progress: progressOf(row.status),
    summary: row.title,
    error: errorOf(row),
    outcome: isAsked ? row.model_outcome : null,
    draft: row.draft_id && { id: row.draft_id, status: row.draft_status, intent: row.intent, contact: row.contact },
    message: row.message_id && { id: row.message_id, conversation_id: row.conversation_id, contact: row.contact },
    model: isAsked ? row.model_name : null,
    calls: asked?.calls ?? 0,
    lost_calls: asked?.lost ?? 0,
    cost_usd: hasCost ? dollars(asked.cost_micros ?? 0) : null,
    tokens: asked?.tokens ?? null,
    created_at: toInstant(row.at),
    started_at: isAsked ? toInstantOrNull(asked?.started_at ?? null) : toInstant(row.at),
    completed_at: toInstantOrNull(row.done_at),
    allowed_actions: allowedOn(row),
  })
}

function errorOf({ type, status, draft_id, message_id, failed_reason, model_reason }: TaskRow): string | null {
  if (type === 'ASK_MODEL') return model_reason
  if (type === 'READ' && message_id === null) return failed_reason
  return status === TASK.failed ? GIVEN_UP[type === 'READ' && draft_id !== null ? 'DRAFTED' : type] : null
}

/** How a person goes on: the model again, or what the machine was to do. */
function allowedOn({ draft_status: status, role, actor, ...row }: TaskRow): string[] {
  if (status === null) return row.message_id && mayTouch(role as Role, 'ai_drafts.create', true) ? ['parse'] : []
  const wanted =
    row.type === 'ASK_MODEL' ? 'retry' : row.type === 'APPLY' && row.status === TASK.failed ? 'apply' : null
  const facts = { ...row, status, role, agent: isAgent(role as Role) ? actor : null }
  const allowed = allowedActions(aiDraftMachine, facts, mayOn({ ...row, role }))
  return allowed.filter((action) => action === wanted)
}
