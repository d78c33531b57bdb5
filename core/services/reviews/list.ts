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
  filters: Record<string, string | number | undefined>
  limit: number
  cursor: string | undefined
}

export async function readQueue(
  { system, bearer, trace, cursors }: Reviewing,
  { scope, filters, limit, cursor }: Queue,
): Promise<ListPage<QueuedRow>> {
  const list = ['reviews', bearer.userId, scope, filters]
  const after = await cursors.decode(cursor, list, 2)
  const { tenant_id } = filters
  const asked = {
    ...filters,
    ...(tenant_id === undefined || isUuid(String(tenant_id)) ? {} : { tenant_id: NO_ONE }),
    ...(after ? { after } : {}),
    user: bearer.userId,
    session: bearer.sessionId,
    scope,
    request_id: trace.requestId,
    ip: trace.ip,
  }
  const found = await system.value(sql`app.review_queue(${JSON.stringify(asked)}::jsonb, ${limit + 1}::int)`)
  const rows = z.array(QueuedRow).parse(found)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit),
    cursor: last ? await cursors.encode([last.asked_at, last.id], list) : null,
  }
}
