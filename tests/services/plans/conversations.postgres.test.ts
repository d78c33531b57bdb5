import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { ConversationQuery } from '../../../core/contract/conversations.ts'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { getConversation } from '../../../core/services/conversations/get.ts'
import { listConversations } from '../../../core/services/conversations/list.ts'
import { listMessages } from '../../../core/services/conversations/messages.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { makeBusiness, openTenant, type TestBusiness } from '../../support/business.ts'
import { openTestDatabase } from '../../support/database.ts'
import type { DatabaseSource } from '../../support/database-source.ts'
import { explain, type Plan } from './explain.ts'
import { fillTables } from './fill.ts'
import { type Recorder, startRecorder } from './recorder.ts'

const SMALL = 10_000
const LARGE = Number(process.env.PLANS_ROWS ?? 300_000)
const GROWTH_MAX = 1.2
const PAGES_SLACK = 8
/** All that one agent has, or one member has not read: few, and the planner may change its mind. */
const PAGES_FEW = 80
const SORTED_MAX = 1_100
/** What does not grow with a business. */
const FEW = 60

interface Sized {
  as: (role: 'OWNER' | 'AGENT') => TenantDb
  adminUrl: string
  recorder: Recorder
  /** One in which a thousand messages were written. */
  long: string
  close(): Promise<void>
}

const cursors = new Cursors('a secret of the tests')
const source = inject('database')
let sizes: Sized[] = []

beforeAll(async () => {
  if (source.kind === 'postgres') sizes = await Promise.all([openSized(source, SMALL), openSized(source, LARGE)])
}, 600_000)
beforeEach((context) => {
  if (source.kind === 'absent') context.skip(source.reason)
})
afterAll(() => Promise.all(sizes.map((sized) => sized.close())))

const TABLES = ['conversations', 'messages', 'conversation_unread', 'search_terms'] as const
const uuid = (n: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const LONG = '00000000-0000-7000-8000-000000000001'

function statementsOf(rows: number, { tenantId, userIds }: TestBusiness): Record<(typeof TABLES)[number], string> {
  const all = `generate_series(1, ${rows}) n`
  const at = `now() - make_interval(secs => ${rows} - n)`
  const every = (offset: number) => `n % ${Math.floor(rows / FEW)} = ${offset}`
  return {
    conversations: `insert into conversations (tenant_id, id, status, channel, from_name, from_address, subject, subject_key, snippet, last_message_at,
        last_direction, assigned_to, created_at, updated_at, created_by)
      select '${tenantId}', ${uuid('n')}, case when n % 10 = 0 then 'CLOSED' else 'OPEN' end, case when ${every(7)} then 'SMS' else 'EMAIL' end, 'Jane',
        'jane' || n || '@example.com', 'Leak', 'leak', 'It drips', ${at}, 'INBOUND', case when ${every(3)} then '${userIds.AGENT}' when n % 3 = 0 then '${userIds.OWNER}' end,
        ${at}, ${at}, 'job:MAIL_READ' from ${all}`,
    messages: `insert into messages (tenant_id, id, conversation_id, direction, kind, new_text, proven, raw_key, received_at, created_by)
      select '${tenantId}', ${uuid('n')}, case when n <= 1000 then '${LONG}' else ${uuid('n')} end, 'INBOUND', 'MESSAGE', 'It drips', 'UNVERIFIED', 'x',
        ${at}, 'job:MAIL_READ' from ${all}`,
    conversation_unread: `insert into conversation_unread (tenant_id, user_id, conversation_id, last_message_at)
      select '${tenantId}', who, ${uuid('n')}, ${at} from ${all}, unnest(array['${userIds.OWNER}', 'who never reads']) who
      where who <> '${userIds.OWNER}' or ${every(5)}`,
    search_terms: `insert into search_terms (tenant_id, kind, id, term, field) select '${tenantId}', 'conversation', ${uuid('n')}, term, 'text' from (
        select n, 'drips' as term from ${all} where n % 4 = 0 union all select n, 'kettle' from ${all} where ${every(0)}) x`,
  }
}

async function openSized(postgres: Extract<DatabaseSource, { kind: 'postgres' }>, rows: number): Promise<Sized> {
  const database = await openTestDatabase(postgres)
  const ours = await makeBusiness(database, { roles: ['OWNER', 'AGENT'] })
  await fillTables(database.adminUrl, [TABLES.slice(0, 2), TABLES.slice(2)], statementsOf(rows, ours))
  const recorder = await startRecorder(database.gateway)
  const recorded = { ...database, gateway: { ...database.gateway, url: recorder.url } }
  return {
    as: (role) => openTenant(recorded, ours.orgId, ours.userIds[role]),
    adminUrl: database.adminUrl,
    recorder,
    long: LONG,
    async close() {
      await recorder.close()
      await database.close()
    },
  }
}

type Verb = (tenant: TenantDb) => Promise<unknown>
type Listed = { cursor: string | null }
const listed =
  (query: object) =>
  (tenant: TenantDb): Promise<Listed> =>
    listConversations(tenant, cursors, ConversationQuery.parse({ limit: 50, ...query }))
const messages =
  (query: { cursor?: string | undefined }) =>
  (tenant: TenantDb): Promise<Listed> =>
    listMessages(LONG)(tenant, cursors, { limit: 50, ...query })
const second =
  (list: (query: { cursor?: string | undefined }) => (tenant: TenantDb) => Promise<Listed>): Verb =>
  async (tenant) =>
    list({ cursor: (await list({})(tenant)).cursor ?? undefined })(tenant)
const secondOf = (query: object) => second((more) => listed({ ...query, ...more }))

const LISTS: [name: string, verb: Verb][] = [
  ['newest', listed({})],
  ['second page', secondOf({})],
  ['closed', listed({ status: 'CLOSED' })],
  ['of a channel with few', listed({ channel: 'SMS' })],
  ['of a channel with none', listed({ channel: 'WHATSAPP' })],
  ['mine', listed({ assigned_to: 'me' })],
  ['mine, second page', secondOf({ assigned_to: 'me' })],
  ['nobody’s', secondOf({ assigned_to: 'nobody' })],
  ['of a stranger', listed({ assigned_to: 'somebody' })],
  ['unread, of which there are few', listed({ unread: 'true' })],
  ['read', secondOf({ unread: 'false' })],
  ['a word of a few', listed({ q: 'kettle' })],
  ['a word of none', listed({ q: 'zzzz' })],
  ['a rare word and a common one', listed({ q: 'drips kettle' })],
  ['messages of a long one', messages({})],
  ['messages of a long one, second page', second(messages)],
  ['one', (tenant) => getConversation(tenant, LONG)],
]
const AGENTS = ['newest', 'mine', 'closed', 'a word of a few']

async function expectFlat(verb: Verb, role: 'OWNER' | 'AGENT') {
  const plans: Plan[][] = []
  // One after the other: the handle made last says which gateway all of a process go to.
  for (const sized of sizes) {
    const batches = await sized.recorder.during(() => verb(sized.as(role)))
    plans.push(await explain(sized.adminUrl, batches.at(-1)!))
  }
  const [small = [], large = []] = plans
  for (const [index, plan] of large.entries()) {
    const { buffers, descents, scanned, told } = small[index]!
    const most = Math.max(PAGES_FEW, buffers * GROWTH_MAX + Math.min(descents, plan.descents) + PAGES_SLACK)
    expect(
      [...scanned, ...plan.scanned].filter((table) => table !== 'contacts'),
      plan.told,
    ).toEqual([])
    expect(plan.sorted, plan.told).toBeLessThanOrEqual(SORTED_MAX)
    expect(plan.buffers, `${told}\n${plan.told}`).toBeLessThanOrEqual(most)
  }
}

describe(`conversations at ${SMALL} and ${LARGE}, as hub_app under row security`, () => {
  it.each(LISTS)('%s', (_, verb) => expectFlat(verb, 'OWNER'))
  it.each(LISTS.filter(([name]) => AGENTS.includes(name)))('what an agent may see of: %s', (_, verb) =>
    expectFlat(verb, 'AGENT'),
  )
})
