import { type SQL, sql } from 'drizzle-orm'
import type { AiTaskQuery } from '../../contract/ai-tasks.ts'
import { modelAtFirst } from '../../domain/drafts/machine.ts'
import { ASKED_STATES, TASK, type TaskStatus, type TaskType } from '../../domain/drafts/tasks.ts'
import { visibleRows } from '../visible.ts'

export type TaskFilters = Pick<AiTaskQuery, 'type' | 'status' | 'from' | 'to'>
/** Where a page begins: after the task of an instant and of a key, which is `<draft or message>.<type>`. */
type Place = readonly string[] | null

/** The tasks after a place of the list, newest first: lists, each by an index of its own, of which the newest are taken. */
export function selectTasks(filters: TaskFilters, place: Place, limit: number): SQL {
  const { type } = filters
  const parts = [
    (type ?? 'READ') === 'READ' && readTasks(filters, place, limit),
    (type ?? 'READ') === 'READ' && isTold(filters, TASK.failed) && unreadTasks(filters, place, limit),
    (type ?? 'ASK_MODEL') === 'ASK_MODEL' && askTasks(filters, place, limit),
    (type ?? 'APPLY') === 'APPLY' && applyTasks(filters, TASK.done, place, limit),
    (type ?? 'APPLY') === 'APPLY' && applyTasks(filters, TASK.failed, place, limit),
  ].filter((part) => part !== false)
  return sql`
    select t.type, t.key, t.at, t.status, t.done_at, t.title, t.intent, t.model_name, t.model_reason, t.failed_reason, t.model_outcome,
      t.model_state, t.edited, t.reviewed_by, t.assigned_to, t.draft_id, t.draft_status, t.message_id, t.conversation_id, app.ai_draft_contact(t.contact_id) as contact,
      case when t.type = 'ASK_MODEL' then app.ai_asked(t.draft_id, t.at) end as asked,
      coalesce((select app.ai_draft_bars(d.intent, d.draft_payload, app.home_currency()) from ai_drafts d where t.type = 'APPLY' and d.tenant_id = app.tenant() and d.id = t.draft_id), '{}') as bars
    from (select x.* from (${sql.join(parts, sql` union all `)}) x
      order by x.at desc, x.of_id desc, x.type limit ${limit}) t order by t.at desc, t.of_id desc, t.type`
}

const isTold = ({ status }: TaskFilters, told: TaskStatus) => status === undefined || status === told
const keyOf = (type: TaskType, id = sql`d.id`) => sql`${id}::text || ${`.${type}`}`

const DRAFT = sql`d.title, d.intent, d.model_name, d.model_reason, d.failed_reason, d.model_outcome, d.model_state, d.edited, d.reviewed_by, d.assigned_to,
  d.id as draft_id, d.status as draft_status, d.contact_id, null::uuid as message_id, null::uuid as conversation_id, d.id as of_id`

const HOW_READ: Partial<Record<TaskStatus, SQL>> = {
  [TASK.done]: sql` and d.failed_reason is null`,
  [TASK.failed]: sql` and d.failed_reason is not null`,
}

/** Rules read at once: none of that waits or runs. */
function readTasks(filters: TaskFilters, place: Place, limit: number): SQL {
  const { status } = filters
  const narrowed = status ? (HOW_READ[status] ?? sql` and false`) : sql``
  const where = sql`${narrowed}${after('READ', sql`d.created_at`, sql`d.id`, place)}`
  const rows = drafts(sql`d.created_at`, where, filters, limit)
  return sql`(select 'READ' as type, ${keyOf('READ')} as key, d.created_at as at, case when d.failed_reason is null then ${TASK.done} else ${TASK.failed} end as status,
    d.created_at as done_at, ${DRAFT} from (${rows}) d)`
}

function askTasks(filters: TaskFilters, place: Place, limit: number): SQL {
  const { status } = filters
  const asking = sql`app.ai_asking(d.id, d.model_tries)`
  const state = status ? sql` and d.model_state = ${ASKED_STATES[status]}` : sql``
  const now = status === TASK.waits || status === TASK.runs ? sql` and ${asking} = ${status}` : sql``
  const where = sql` and d.asked_at is not null${state}${now}${after('ASK_MODEL', sql`d.asked_at`, sql`d.id`, place)}`
  const rows = drafts(sql`d.asked_at`, where, filters, limit)
  return sql`(select 'ASK_MODEL' as type, ${keyOf('ASK_MODEL')} as key, d.asked_at as at, case d.model_state when ${ASKED_STATES[TASK.done]} then ${TASK.done}
    when ${ASKED_STATES[TASK.failed]} then ${TASK.failed} else ${asking} end as status, d.answered_at as done_at, ${DRAFT} from (${rows}) d)`
}

/** What nothing was read of: a message that was to be drafted by itself, with the draft that somebody made of it since, where there is one. */
function unreadTasks(filters: TaskFilters, place: Place, limit: number): SQL {
  const ended = sql`app.ai_given_up('AI_DRAFT_MAKE', ${before(filters, place)}, ${limit}::int)`
  return sql`(select 'READ' as type, ${keyOf('READ', sql`g.id`)} as key, g.at, ${TASK.failed} as status, g.at as done_at, u.title, u.intent, null as model_name, null as model_reason,
    null as failed_reason, null as model_outcome, ${modelAtFirst(false)} as model_state, '[]'::jsonb as edited, null as reviewed_by, null as assigned_to, u.draft_id, u.draft_status, u.contact_id,
    g.id as message_id, u.conversation_id, g.id as of_id from ${ended} g cross join lateral app.ai_unread(g.id) u)`
}

/** Of one draft and moment it is the first of the list, so what follows a place lies before it. */
function applyTasks(filters: TaskFilters, status: Applied, place: Place, limit: number): SQL | false {
  if (!isTold(filters, status)) return false
  const [which, id] = APPLIED[status]
  return sql`(select 'APPLY' as type, ${keyOf('APPLY')} as key, a.at, ${status} as status, a.at as done_at, ${DRAFT}
    from ${which}${before(filters, place)}, ${limit}::int) a join ai_drafts d on d.tenant_id = app.tenant() and d.id = a.${id})`
}

type Applied = typeof TASK.done | typeof TASK.failed
const APPLIED: Record<Applied, [which: SQL, id: SQL]> = {
  [TASK.done]: [sql`app.ai_applied(`, sql`draft_id`],
  [TASK.failed]: [sql`app.ai_given_up('AI_DRAFT_APPLY', `, sql`id`],
}

/** The instants and the place that a function is given. */
function before({ from, to }: TaskFilters, place: Place): SQL {
  const least = from ? sql`(${from}::date)::timestamp at time zone app.zone()` : sql`'-infinity'::timestamptz`
  const most = to
    ? sql`(${to}::date + 1)::timestamp at time zone app.zone() - interval '1 millisecond'`
    : sql`'infinity'::timestamptz`
  const [at = 'infinity', key] = place ?? []
  return sql`${least}, ${most}, ${at}::timestamptz, ${key?.split('.')[0] ?? null}::uuid`
}

/** Drafts that whoever asks may see, newest first by one of their times. */
const drafts = (at: SQL, where: SQL, { from, to }: TaskFilters, limit: number): SQL => sql`
  select d.* from (${visibleRows({
    table: 'ai_drafts',
    as: 'd',
    where: sql`d.tenant_id = app.tenant() and d.deleted_at is null${where}${within(at, from, to)}`,
    everybody: sql``,
    agent: sql``,
    mine: [
      sql`d.assigned_to = app.agent()`,
      sql`d.created_by = app.agent() and d.assigned_to is distinct from app.agent()`,
    ],
    order: sql`${at} desc, d.id desc`,
    limit,
  })}) d order by ${at} desc, d.id desc limit ${limit}`

const within = (at: SQL, from: string | undefined, to: string | undefined): SQL => sql`
  ${from ? sql` and ${at} >= (${from}::date)::timestamp at time zone app.zone()` : sql``}
  ${to ? sql` and ${at} < (${to}::date + 1)::timestamp at time zone app.zone()` : sql``}`

/** Of one draft and moment the last to be begun stands first, which is also the order of their names. */
const isBehind = (type: TaskType, place: Place): boolean => place !== null && type > (place[1]?.split('.')[1] ?? '')

function after(type: TaskType, at: SQL, id: SQL, place: Place): SQL {
  if (!place) return sql``
  const [instant, key = ''] = place
  const than = sql`(${instant}::timestamptz, ${key.split('.')[0]}::uuid)`
  return isBehind(type, place) ? sql` and (${at}, ${id}) <= ${than}` : sql` and (${at}, ${id}) < ${than}`
}
