import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { NO_ONE } from '../../contract/common.ts'
import type { ReviewQuery } from '../../contract/reviews.ts'
import type { Trace } from '../../db/actor.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { confidencesOf } from '../../domain/drafts/fields.ts'
import { aiDraftMachine } from '../../domain/drafts/machine.ts'
import { INTENTS } from '../../domain/extraction/intent/intents.ts'
import type { Bearer } from '../../domain/identity/bearer.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import type { ReviewScope } from '../../domain/reviews/access.ts'
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
  taken_at: z.string().nullable(),
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
export const listReviews = (
  of: Reviewing,
  { limit, cursor, ...filters }: ReviewQuery,
): Promise<ListPage<QueuedRow>> => {
  const { tenant_id, confidence, intent, waiting_minutes } = filters
  const range = confidence ? confidencesOf(confidence) : {}
  return readQueue(of, { scope: 'AI_DRAFTS', filters: { tenant_id, intent, waiting_minutes, ...range }, limit, cursor })
}

interface Queue {
  scope: ReviewScope
  filters: Filters
  limit: number
  cursor: string | undefined
}
type Filters = Record<string, string | number | boolean | undefined>

export const readQueue = (of: Reviewing, { scope, filters, ...page }: Queue): Promise<ListPage<QueuedRow>> =>
  askPage(of, {
    ...page,
    name: 'review_queue',
    filters: { ...filters, scope },
    row: QueuedRow,
    placeOf: ({ asked_at, id }) => [asked_at, id],
  })

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
export async function askPage<Row>(
  { system, bearer, trace, cursors }: Reviewing,
  { name, filters, limit, cursor, row, placeOf }: Asked<Row>,
): Promise<ListPage<Row>> {
  const list = [name, bearer.userId, filters]
  const after = await cursors.decode(cursor, list, 2)
  const { tenant_id } = filters
  const asked = {
    ...filters,
    ...(tenant_id === undefined || isUuid(String(tenant_id)) ? {} : { tenant_id: NO_ONE }),
    ...(after ? { after } : {}),
    user: bearer.userId,
    session: bearer.sessionId,
    request_id: trace.requestId,
    ip: trace.ip,
  }
  const found = await system.value(sql`${FUNCTIONS[name]}(${JSON.stringify(asked)}::jsonb, ${limit + 1}::int)`)
  const rows = z.array(row).parse(found)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), cursor: last ? await cursors.encode(placeOf(last), list) : null }
}
