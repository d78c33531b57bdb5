import { describe, it } from 'vitest'
import { ConversationQuery } from '../../../core/contract/conversations.ts'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { getConversation } from '../../../core/services/conversations/get.ts'
import { listConversations } from '../../../core/services/conversations/list.ts'
import { countUnread } from '../../../core/services/conversations/unread.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { listMessages } from '../../../core/services/messages/list.ts'
import type { TestBusiness } from '../../support/business.ts'
import { drawn, hasTurn } from '../../support/drawn.ts'
import { fillTables } from './fill.ts'
import { expectFlat, LARGE, SMALL, useSizes } from './flat.ts'

/** What does not grow with a business. */
const FEW = 60

const cursors = new Cursors('a secret of the tests')
const TABLES = ['conversations', 'messages', 'outbound', 'conversation_unread', 'search_terms'] as const
const uuid = (n: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const LONG = '00000000-0000-7000-8000-000000000001'

function statementsOf(rows: number, { tenantId, userIds }: TestBusiness): Record<(typeof TABLES)[number], string> {
  const all = `generate_series(1, ${rows}) n`
  const at = `now() - make_interval(secs => ${rows} - n)`
  const every = (offset: number) => `n % ${Math.floor(rows / FEW)} = ${offset}`
  return {
    conversations: `insert into conversations (tenant_id, id, status, channel, from_name, from_address, subject, subject_key, snippet, last_message_at,
        last_direction, snoozed_until, assigned_to, created_at, updated_at, created_by)
      select '${tenantId}', ${uuid('n')}, case when n % 10 = 0 then 'CLOSED' when ${every(11)} then 'SNOOZED' else 'OPEN' end, case when ${every(7)} then 'SMS' else 'EMAIL' end, 'Jane',
        'jane' || n || '@example.com', 'Leak', 'leak', 'It drips', ${at}, 'INBOUND', case when ${every(11)} then now() end, case when ${every(3)} then '${userIds.AGENT}' when n % 3 = 0 then '${userIds.OWNER}' end,
        ${at}, ${at}, 'job:MAIL_READ' from ${all}`,
    messages: `insert into messages (tenant_id, id, conversation_id, direction, kind, new_text, proven, raw_key, received_at, created_by)
      select '${tenantId}', ${uuid('n')}, case when n <= 1000 then '${LONG}' else ${uuid('n')} end, case when n % 2 = 0 then 'OUTBOUND' else 'INBOUND' end, 'MESSAGE', 'It drips', 'UNVERIFIED', 'x',
        ${at}, 'job:MAIL_READ' from ${all}`,
    outbound: `insert into outbound (tenant_id, id, kind, object_id, key, status, to_address, created_at, created_by)
      select '${tenantId}', ${uuid('n')}, 'message', ${uuid('n')}, 'm' || n, 'SENT', 'jane' || n || '@example.com', ${at}, '${userIds.OWNER}' from ${all} where n % 2 = 0`,
    conversation_unread: `insert into conversation_unread (tenant_id, user_id, conversation_id, last_message_at, is_open)
      select '${tenantId}', who, ${uuid('n')}, ${at}, n % 2 = 0 from ${all}, unnest(array['${userIds.OWNER}', 'who never reads']) who
      where who <> '${userIds.OWNER}' or ${every(5)}`,
    search_terms: `insert into search_terms (tenant_id, kind, id, term, field) select '${tenantId}', 'conversation', ${uuid('n')}, term, 'text' from (
        select n, 'drips' as term from ${all} where n % 4 = 0 union all select n, 'kettle' from ${all} where ${every(0)}) x`,
  }
}

const { plansOf } = useSizes(async (adminUrl, rows, ours) => {
  await fillTables(adminUrl, [TABLES.slice(0, 2), TABLES.slice(2)], statementsOf(rows, ours))
  return {}
})

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
  ['snoozed, of which there are few', listed({ status: 'SNOOZED' })],
  ['how many are unread', (tenant) => countUnread(tenant)],
  ['one', (tenant) => getConversation(tenant, LONG)],
]
const AGENTS = ['newest', 'mine', 'closed', 'a word of a few']

/** No contact was made for any of them. */
const NONE = ['contacts']

describe.runIf(hasTurn(1, 3))(`conversations at ${SMALL} and ${LARGE}, as hub_app under row security`, () => {
  it.each(drawn(LISTS, 2))('%s', async (_, verb) => expectFlat(await plansOf(verb), NONE))
  it.each(LISTS.filter(([name]) => AGENTS.includes(name)))('what an agent may see of: %s', async (_, verb) =>
    expectFlat(await plansOf(verb, 'AGENT'), NONE),
  )
})
