import { describe, it } from 'vitest'
import { ReviewQuery, ReviewQueueQuery, WorkQueueQuery } from '../../../core/contract/reviews.ts'
import { headOfReviews, listReviews } from '../../../core/services/reviews/list.ts'
import { viewReview } from '../../../core/services/reviews/view.ts'
import { listWorkQueue } from '../../../core/services/reviews/work-queue.ts'
import type { TestBusiness } from '../../support/business.ts'
import { drawn, hasTurn } from '../../support/drawn.ts'
import { makeReviewer, reviewerOn, type TestReviewer } from '../../support/reviewer.ts'
import { fillTables } from './fill.ts'
import { expectFlat, LARGE, SMALL, useSizes } from './flat.ts'

/** What does not grow with the platform: what waits where reviewers are let in, and how much one of them has done. */
const WAITING = 180
const DONE = 60
/** Businesses besides that let them in, each with little. */
const BUSINESSES = 40
const TABLES = ['ai_drafts', 'messages', 'app.reviews'] as const

const uuid = (n: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const idOf = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const CONVERSATION = idOf(1)

interface Filled {
  reviewer: TestReviewer
  /** One that waits, of a message in a long conversation. */
  draftId: string
}

/** Ours lets them in, as others with a draft each do; the one that does not has a third of all waiting. */
function statementsOf(rows: number, ours: TestBusiness, other: TestBusiness, reviewer: TestReviewer) {
  const all = `generate_series(1, ${rows}) n`
  const at = `now() - make_interval(secs => (${rows} - n) * 10)`
  const every = (count: number, offset: number) => `n % ${Math.floor(rows / count)} = ${offset}`
  // The newest, as what waits is.
  const isOurs = `n > ${rows - 10 * WAITING} and n % 10 = 0`
  const isElse = `n > ${rows - 45 * BUSINESSES} and n % 45 = 1`
  const tenant = `case when ${isElse} then ${uuid(`90000000 + n / 45 % ${BUSINESSES}`)} when n % 3 = 1 and not (${isOurs}) then '${other.tenantId}'::uuid else '${ours.tenantId}'::uuid end`
  const isWaiting = `(${isOurs} or ${isElse} or n % 3 = 1)`
  const status = `case when ${isWaiting} then 'PENDING_QC' else 'REJECTED' end`
  const message = `case when ${isOurs} then ${uuid('n')} end`
  return {
    ai_drafts: `insert into ai_drafts (tenant_id, id, status, intent, source_type, message_id, conversation_id, source_text, received_at, title, intents, draft_payload, fields, confidence, created_at, updated_at, created_by)
      select ${tenant}, ${uuid('n')}, ${status}, case when n % 2 = 0 then 'DRAFT_INVOICE' else 'CREATE_WORK_ITEM' end, case when ${isOurs} then 'MESSAGE' else 'MANUAL' end, ${message}, case when ${isOurs} then '${CONVERSATION}'::uuid end,
        'The tap drips', ${at}, 'The tap', '[]', '{}', '{}', (n % 100) / 100.0, ${at}, ${at}, 'x' from ${all}`,
    messages: `insert into messages (tenant_id, id, conversation_id, direction, kind, new_text, proven, raw_key, received_at, created_by)
      select '${ours.tenantId}', ${uuid('n')}, case when n % 2 = 0 or ${isOurs} then '${CONVERSATION}'::uuid else ${uuid('n')} end, 'INBOUND', 'MESSAGE', 'The tap drips', 'VERIFIED', 'none', ${at}, 'x' from ${all}`,
    'app.reviews': `insert into app.reviews (tenant_id, draft_id, asked_at, taken_by, taken_at, ended_at, ended_as, ended_by)
      select ${tenant}, ${uuid('n')}, ${at}, null, null, case when not ${isWaiting} then ${at} end, case when not ${isWaiting} then 'REJECTED' end,
        case when ${isWaiting} then null when ${every(DONE, 3)} then 'ops:${reviewer.userId}' when n % 2 = 0 then 'ops:somebody' else 'x' end from ${all}`,
  }
}

const { plansOf } = useSizes<Filled>(async (adminUrl, rows, ours, other, database) => {
  const reviewer = await makeReviewer(database)
  await database.admin(
    `insert into app.tenants (id, external_org_id, name, owner_email, currency, timezone) select ${uuid('90000000 + n')}, 'org ' || n, 'Business ' || n, n || '@reviewed.example', 'CAD', 'UTC' from generate_series(0, ${BUSINESSES - 1}) n`,
  )
  await database.admin(
    `update app.tenants set review_access_since = now(), review_access_by = 'x', review_access_scopes = '{AI_DRAFTS,WORK_QUEUE,SOURCES}' where id <> $1`,
    [other.tenantId],
  )
  await fillTables(adminUrl, [TABLES.slice(0, 1), TABLES.slice(1)], statementsOf(rows, ours, other, reviewer))
  return { reviewer, draftId: idOf(rows - 600) }
})

type Verb = (of: TestReviewer, filled: Filled) => Promise<unknown>
/** The page after the first, where there is one. */
const list =
  (query: object): Verb =>
  async (of) => {
    const page = (cursor?: string) => listReviews(of.all(), ReviewQuery.parse({ limit: 50, ...query, cursor }))
    const { cursor } = await page()
    return cursor === null ? undefined : page(cursor)
  }
const work =
  (query: object): Verb =>
  async (of) => {
    const page = (cursor?: string) => listWorkQueue(of.all(), WorkQueueQuery.parse({ limit: 50, ...query, cursor }))
    const { cursor } = await page()
    return cursor === null ? undefined : page(cursor)
  }

const VERBS: [string, Verb][] = [
  ['what waits', list({})],
  ['how much waits, with the first of it', (of) => headOfReviews(of.all(), ReviewQueueQuery.parse({ limit: 50 }))],
  ['what waits, of a kind', list({ intent: 'CREATE_WORK_ITEM' })],
  ['what waits, of little confidence', list({ confidence: 'LOW' })],
  ['what waits for two hours', list({ waiting_minutes: 120 })],
  ['what waits of a business that lets nobody in', list({ tenant_id: idOf(7) })],
  ['work that waits', work({})],
  ['work that nobody has', work({ status: 'WAITING', assigned_to: 'nobody' })],
  ['work that somebody has, which is none', work({ status: 'TAKEN' })],
  ['work that is done', work({ status: 'DONE' })],
  ['work that one has done, of which there is little', work({ status: 'DONE', assigned_to: 'me' })],
  ['work that one has done who has done none', work({ status: 'DONE', assigned_to: idOf(8) })],
  ['one draft with its source', (of, { draftId }) => viewReview(of.in(draftId), draftId)],
]

describe.runIf(hasTurn(1, 3))(`reviews at ${SMALL} and ${LARGE} of many businesses, as hub_app`, () => {
  it.each(drawn(VERBS, 2))('%s', async (_, verb) =>
    expectFlat(await plansOf((_tenant, sized) => verb(reviewerOn(sized.recorded, sized.reviewer), sized))),
  )
})
