import { describe, it } from 'vitest'
import { AiTaskQuery } from '../../../core/contract/ai-tasks.ts'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { listAiTasks } from '../../../core/services/ai-tasks/list.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getHomeSummary } from '../../../core/services/home/get.ts'
import type { TestBusiness } from '../../support/business.ts'
import { hasTurn } from '../../support/drawn.ts'
import { fillTables } from './fill.ts'
import { expectFlat, LARGE, SMALL, useSizes } from './flat.ts'

/** What does not grow with a business. */
const FEW = 60

const cursors = new Cursors('a secret of the tests')
const TABLES = ['ai_drafts', 'messages', 'conversations', 'app.jobs', 'app.audit', 'app.ai_calls'] as const
const uuid = (n: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`

/** Each message was drafted by itself, asked about and made, but for a few of which nothing came. */
function statementsOf(rows: number, { tenantId, userIds }: TestBusiness): Record<(typeof TABLES)[number], string> {
  const all = `generate_series(1, ${rows}) n`
  const at = `now() - make_interval(secs => ${rows} - n)`
  const every = (offset: number) => `n % ${Math.floor(rows / FEW)} = ${offset}`
  const waits = `${every(11)} and n > ${rows / 2}`
  const who = `case when ${every(3)} then '${userIds.AGENT}' when n % 3 = 0 then '${userIds.OWNER}' end`
  return {
    ai_drafts: `insert into ai_drafts (tenant_id, id, status, intent, source_type, message_id, source_text, received_at, title, intents, draft_payload, fields, confidence, model_state, model_outcome, failed_reason,
        made_work_item_id, applied_at, applied_by, assigned_to, asked_at, answered_at, created_at, updated_at, created_by)
      select '${tenantId}', ${uuid('n')}, case when ${every(5)} then 'FAILED' when n % 10 = 0 then 'READY' else 'APPLIED' end, 'CREATE_WORK_ITEM', 'MESSAGE', ${uuid('n')}, 'It drips', ${at}, 'It drips', '[]', '{}', '{}', 0.9,
        case when ${every(7)} then 'FAILED' when ${waits} then 'WAITING' else 'DONE' end, case when ${every(7)} then 'failed' when not (${waits}) then 'proposed' end, case when ${every(5)} then 'No words' end,
        case when not (${every(5)} or n % 10 = 0) then ${uuid('n')} end, case when not (${every(5)} or n % 10 = 0) then ${at} end, 'job:AI_DRAFT_APPLY', ${who}, ${at}, ${at}, ${at}, ${at}, 'job:AI_DRAFT_MAKE' from ${all}`,
    messages: `insert into messages (tenant_id, id, conversation_id, direction, kind, new_text, proven, raw_key, received_at, created_by)
      select '${tenantId}', ${uuid('n')}, ${uuid('n')}, 'INBOUND', 'MESSAGE', 'It drips', 'UNVERIFIED', 'x', ${at}, 'job:MAIL_READ' from ${all}`,
    conversations: `insert into conversations (tenant_id, id, status, channel, from_name, from_address, subject, subject_key, snippet, last_message_at, last_direction, assigned_to, created_at, updated_at, created_by)
      select '${tenantId}', ${uuid('n')}, 'OPEN', 'EMAIL', 'Jane', 'jane' || n || '@example.com', 'Leak', 'leak', 'It drips', ${at}, 'INBOUND', ${who}, ${at}, ${at}, 'job:MAIL_READ' from ${all}`,
    'app.jobs': `insert into app.jobs (tenant_id, key, type, payload, state, attempts, run_at, done_at)
      select '${tenantId}'::uuid, 'ai_draft.make:' || ${uuid('n')}, 'AI_DRAFT_MAKE', jsonb_build_object('message_id', ${uuid('n')}), case when ${every(13)} or ${every(3)} then 'FAILED' else 'DONE' end, 1, ${at}, ${at} from ${all}
      union all select '${tenantId}', 'ai_draft.apply:' || ${uuid('n')}, 'AI_DRAFT_APPLY', jsonb_build_object('ai_draft_id', ${uuid('n')}, 'version', 1), case when ${every(17)} or ${every(3)} then 'FAILED' else 'DONE' end, 1, ${at}, ${at} from ${all}`,
    'app.audit': `insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id) select '${tenantId}', ${at}, 'job:AI_DRAFT_APPLY', 'ai_draft.apply', 'ai_draft', ${uuid('n')} from ${all}`,
    'app.ai_calls': `insert into app.ai_calls (tenant_id, id, at, purpose, status, ai_draft_id) select '${tenantId}', ${uuid('n')}, ${at}, 'draft', 'asked', ${uuid('n')} from ${all}`,
  }
}

const { plansOf } = useSizes(async (adminUrl, rows, ours) => {
  await fillTables(adminUrl, [TABLES.slice(0, 3), TABLES.slice(3)], statementsOf(rows, ours))
  return {}
})

const tasks = (query: object) => (tenant: TenantDb) =>
  listAiTasks(tenant, cursors, AiTaskQuery.parse({ limit: 50, ...query }))
/** The page after the first, where there is one. */
const deep = (query: object) => async (tenant: TenantDb) => {
  const { cursor } = await tasks(query)(tenant)
  return cursor === null ? undefined : tasks({ ...query, cursor })(tenant)
}

const LISTS: [name: string, query: object][] = [
  ['all', {}],
  ['what failed, of which there is little', { status: 'FAILED' }],
  ['what waits, of which there is little', { status: 'PENDING' }],
  ['what was read', { type: 'READ' }],
  ['what nothing was read of', { type: 'READ', status: 'FAILED' }],
  ['what was asked', { type: 'ASK_MODEL', status: 'COMPLETED' }],
  ['what was made', { type: 'APPLY' }],
  ['what could not be made', { type: 'APPLY', status: 'FAILED' }],
  ['of old days', { from: '2020-01-01', to: '2020-01-01' }],
]

/** Nothing was made in any of them. */
const NOTHING_IN = ['contacts', 'invoices', 'payments', 'disputes', 'quotes', 'expenses', 'work_items']

describe.runIf(hasTurn(1, 3))(
  `what machines did, at ${SMALL} and ${LARGE} drafts, as hub_app under row security`,
  () => {
    it.each(LISTS)('%s', async (_, query) => {
      expectFlat(await plansOf(tasks(query)), ['contacts'])
      expectFlat(await plansOf(deep(query)), ['contacts'])
    })
    it.each(['OWNER', 'AGENT'] as const)('Home, with what waits of it: %s', async (role) =>
      expectFlat(await plansOf(getHomeSummary, role), NOTHING_IN),
    )
    it.each(LISTS)('what an agent may see of: %s', async (_, query) =>
      expectFlat(await plansOf(tasks(query), 'AGENT'), ['contacts']),
    )
  },
)
