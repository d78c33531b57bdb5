import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import { morningStep } from '../../domain/reminders/morning.ts'

/** So many businesses a minute, in a few trips. */
const BUSINESSES_MAX = 500
const ROUNDS_MAX = 4

interface Due extends Record<string, unknown> {
  tenant_id: string
  timezone: string
  next_at: string | null
  now: string
}
interface Begun extends Record<string, unknown> {
  tenant_id: string
  type: string
  key: string
}

/** Leaves a job for each business whose local morning has come, and says when its next one will (TM4, IN11). Two trips a round. */
export async function beginMornings(system: SystemDb): Promise<Begun[]> {
  const begun: Begun[] = []
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const due = await system.rows<Due>(sql`app.due_mornings(${BUSINESSES_MAX}::int)`)
    if (due.length === 0) break
    begun.push(...(await system.rows<Begun>(sql`app.begin_mornings(${JSON.stringify(due.map(stepOf))}::jsonb)`)))
    if (due.length < BUSINESSES_MAX) break
  }
  return begun
}

function stepOf({ tenant_id, timezone, next_at, now }: Due) {
  const { decides, next } = morningStep(timezone, next_at === null ? null : new Date(next_at), new Date(now))
  return { tenant_id, was: next_at, next: next.toISOString(), decides }
}
