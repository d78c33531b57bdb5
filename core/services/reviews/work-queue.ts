import { z } from 'zod'
import { WorkQueueEntry, type WorkQueueQuery } from '../../contract/reviews.ts'
import { aiDraftMachine } from '../../domain/drafts/machine.ts'
import { INTENTS } from '../../domain/extraction/intent/intents.ts'
import { accountOf, isDone, isTaken, reviewerOf, workStatus } from '../../domain/reviews/access.ts'
import { reviewDue } from '../../domain/reviews/wait.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import type { ListPage } from '../pages.ts'
import { askPage, type Reviewing, readQueue } from './list.ts'

const Row = z.object({
  id: z.string(),
  tenant_id: z.string(),
  business_name: z.string(),
  intent: z.enum(INTENTS).nullable(),
  title: z.string().nullable(),
  asked_at: z.string(),
  taken_by: z.string().nullable(),
  taken_by_name: z.string().nullable(),
  taken_at: z.string().nullable(),
  now: z.string(),
})
const DoneRow = Row.extend({
  ended_at: z.string(),
  ended_as: z.enum(aiDraftMachine.states),
  ended_by: z.string(),
  ended_by_name: z.string(),
})
type WorkRow = z.infer<typeof Row> & Partial<z.infer<typeof DoneRow>>

/**
 * Reviews as work (H-API-43): what waits, the longest first, and who has it in hand; or what reviewers have settled, the newest
 * first. One trip. FORBIDDEN for whoever is no reviewer of the platform.
 */
export async function listWorkQueue(of: Reviewing, query: WorkQueueQuery): Promise<ListPage<WorkQueueEntry>> {
  const { rows, cursor } = await (isDone(query.status) ? readDone(of, query) : readOpen(of, query))
  return { rows: rows.map(present), cursor }
}

function readOpen(of: Reviewing, { status, assigned_to, limit, cursor }: WorkQueueQuery): Promise<ListPage<WorkRow>> {
  const is_taken = status === undefined ? undefined : isTaken(status)
  const filters = { is_taken, taken_by: assigned_to === undefined ? undefined : whoIs(of, assigned_to) }
  return readQueue(of, { scope: 'WORK_QUEUE', filters, limit, cursor })
}

const readDone = (of: Reviewing, { assigned_to, limit, cursor }: WorkQueueQuery): Promise<ListPage<WorkRow>> =>
  askPage(of, {
    name: 'review_log',
    filters: { ended_by: assigned_to === undefined ? undefined : whoIs(of, assigned_to) },
    limit,
    cursor,
    row: DoneRow,
    placeOf: ({ ended_at, id }) => [ended_at, id],
  })

/** As the reviews name him; nobody is nothing. */
function whoIs({ bearer }: Reviewing, asked: string): string {
  if (asked === 'nobody') return ''
  return reviewerOf(asked === 'me' ? bearer.userId : asked)
}

function present(row: WorkRow): WorkQueueEntry {
  const { due, isLate } = reviewDue(new Date(row.asked_at), new Date(row.ended_at ?? row.now))
  return WorkQueueEntry.parse({
    id: row.id,
    business: { id: row.tenant_id, name: row.business_name },
    status: workStatus(row.taken_by, row.ended_by),
    intent: row.intent,
    title: row.title,
    asked_at: toInstant(row.asked_at),
    due_at: due.toISOString(),
    is_late: isLate,
    assigned_to: row.taken_by && { id: accountOf(row.taken_by), name: row.taken_by_name },
    taken_at: toInstantOrNull(row.taken_at),
    done: row.ended_by
      ? {
          at: toInstant(row.ended_at ?? row.now),
          by: { id: accountOf(row.ended_by), name: row.ended_by_name },
          as: row.ended_as,
        }
      : null,
  })
}
