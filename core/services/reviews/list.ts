import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { NO_ONE } from '../../contract/common.ts'
import { REVIEWS_COUNTED, type ReviewQuery, type ReviewQueueQuery } from '../../contract/reviews.ts'
import type { Trace } from '../../db/actor.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { confidencesOf } from '../../domain/drafts/fields.ts'
import { aiDraftMachine } from '../../domain/drafts/machine.ts'
import { BARS } from '../../domain/drafts/makeable.ts'
import { INTENTS } from '../../domain/extraction/intent/intents.ts'
import type { Bearer } from '../../domain/identity/bearer.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import type { ReviewScope } from '../../domain/reviews/access.ts'
import { REVIEW_MINUTES } from '../../domain/reviews/wait.ts'
import type { Cursors } from '../cursor.ts'
import type { ListPage } from '../pages.ts'

const QueuedRow = z.object({
  id: z.string(),
  tenant_id: z.string(),
  business_name: z.string(),
  status: z.enum(aiDraftMachine.states),
  intent: z.enum(INTENTS),
  source_type: z.enum(['MESSAGE', 'FILE', 'WORK_ITEM', 'MANUAL']),
  title: z.string(),
  contact_name: z.string().nullable(),
  confidence: z.number(),
  version: z.number(),
  created_at: z.string(),
  asked_at: z.string(),
  taken_by: z.string().nullable(),
  taken_by_name: z.string().nullable(),
  is_mine: z.boolean(),
  is_held: z.boolean(),
  held_until: z.string().nullable(),
  taken_at: z.string().nullable(),
  bars: z.array(z.enum(BARS)),
  /** Of several businesses nobody looks up what each has switched off: what is opened knows. */
  off: z.array(z.string()).default([]),
  now: z.string(),
})
export type QueuedRow = z.infer<typeof QueuedRow>

export interface Reviewing {
  system: SystemDb
  bearer: Bearer
  trace: Trace
  cursors: Cursors
}

/**
 * One page of what waits for review in all the businesses that let reviewers see it, the longest waiting first (H-API-42). One
 * trip, however many businesses there are. FORBIDDEN for whoever is no reviewer of the platform.
 */
export const listReviews = (of: Reviewing, { limit, cursor, ...filters }: ReviewQuery): Promise<ListPage<QueuedRow>> =>
  readQueue(of, { scope: 'AI_DRAFTS', filters: rangeOf(filters), limit, cursor })

function rangeOf({ tenant_id, confidence, intent, waiting_minutes }: Omit<ReviewQueueQuery, 'limit'>): Filters {
  return { tenant_id, intent, waiting_minutes, ...(confidence ? confidencesOf(confidence) : {}) }
}

interface Queue {
  scope: ReviewScope
  filters: Filters
  limit: number
  cursor: string | undefined
}
type Filters = Record<string, string | number | boolean | undefined>

export const readQueue = (of: Reviewing, queue: Queue): Promise<ListPage<QueuedRow>> => askPage(of, queueOf(queue))

const queueOf = ({ scope, filters, ...page }: Queue): Asked<QueuedRow> => ({
  ...page,
  name: 'review_queue',
  filters: { ...filters, scope },
  row: QueuedRow,
  placeOf: ({ asked_at, id }) => [asked_at, id],
})

const Counts = z.object({ waiting: z.number(), late: z.number(), oldest_at: z.string().nullable() })

/**
 * The same from its beginning, with how much waits, how much of that is late and since when the longest (H-AI-16): of what the
 * filters leave, counted as far as REVIEWS_COUNTED. One trip, too.
 */
export async function headOfReviews(of: Reviewing, { limit, ...filters }: ReviewQueueQuery) {
  const asked = queueOf({ scope: 'AI_DRAFTS', filters: rangeOf(filters), limit, cursor: undefined })
  const { call, given } = await askFor(of, asked)
  const counts = sql`app.review_counts(${given}::jsonb, ${REVIEW_MINUTES}::int, ${REVIEWS_COUNTED + 1}::int)`
  const found = await of.system.value<{ rows: unknown; counts: unknown }>(
    sql`jsonb_build_object('rows', ${call}, 'counts', ${counts})`,
  )
  return { ...(await pageOf(of, asked, found?.rows)), counts: Counts.parse(found?.counts) }
}

/** Made from names of the code alone. */
const FUNCTIONS = { review_queue: sql.raw('app.review_queue'), review_log: sql.raw('app.review_log') }

interface Asked<Row> {
  name: keyof typeof FUNCTIONS
  filters: Filters
  limit: number
  cursor: string | undefined
  row: z.ZodType<Row>
  placeOf(row: Row): [string, string]
}

/** One page of what a function lists over all businesses that let reviewers in. One trip. */
export async function askPage<Row>(of: Reviewing, asked: Asked<Row>): Promise<ListPage<Row>> {
  const { call } = await askFor(of, asked)
  return pageOf(of, asked, await of.system.value(call))
}

const listOf = ({ bearer }: Reviewing, { name, filters }: Pick<Asked<unknown>, 'name' | 'filters'>) => [
  name,
  bearer.userId,
  filters,
]

async function askFor<Row>(of: Reviewing, asked: Asked<Row>) {
  const { bearer, trace, cursors } = of
  const { name, filters, limit, cursor } = asked
  const after = await cursors.decode(cursor, listOf(of, asked), 2)
  const { tenant_id } = filters
  const given = JSON.stringify({
    ...filters,
    ...(tenant_id === undefined || isUuid(String(tenant_id)) ? {} : { tenant_id: NO_ONE }),
    ...(after ? { after } : {}),
    user: bearer.userId,
    session: bearer.sessionId,
    request_id: trace.requestId,
    ip: trace.ip,
  })
  return { given, call: sql`${FUNCTIONS[name]}(${given}::jsonb, ${limit + 1}::int)` }
}

async function pageOf<Row>(of: Reviewing, asked: Asked<Row>, found: unknown): Promise<ListPage<Row>> {
  const { limit, row, placeOf } = asked
  const rows = z.array(row).parse(found)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), cursor: last ? await of.cursors.encode(placeOf(last), listOf(of, asked)) : null }
}
