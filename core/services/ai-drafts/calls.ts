import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Actor, actorJson } from '../../db/actor.ts'
import { newId } from '../../db/ids.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { rolesFor } from '../../domain/actions.ts'
import { AI_CALLS_A_MONTH } from '../../domain/plans/entitlements.ts'
import type { ModelCall } from './ports.ts'

const Begun = z.discriminatedUnion('allowed', [
  z.object({ allowed: z.literal(true), month: z.string() }),
  z.object({ allowed: z.literal(false), limit: z.number(), renewed_on: z.string() }),
])
/** A call that is counted and not made yet, or why there is none. */
export type BegunCall =
  | { allowed: true; id: string; month: string }
  | Extract<z.infer<typeof Begun>, { allowed: false }>

const roles = () => sql.param([...rolesFor('ai_drafts.ask_model')])
const who = (actor: Actor) => JSON.stringify(actorJson(actor))

/** Takes one of the month's calls of the plan (B-9A-1), of any number at once no more than there are. One trip, no audit: it changes no record. */
export async function beginModelCall(
  system: SystemDb,
  actor: Actor,
  draftId: string | null = null,
): Promise<BegunCall> {
  const id = newId()
  const begun = Begun.parse(
    await system.value(
      sql`app.begin_ai_call(${who(actor)}::jsonb, ${roles()}::text[], ${id}::uuid, 'draft', ${JSON.stringify(AI_CALLS_A_MONTH)}::jsonb, ${draftId}::uuid)`,
    ),
  )
  return begun.allowed ? { ...begun, id } : begun
}

/** Keeps what came of it, a row for each call without a word of anybody (B-3-2); what gave no answer is not counted. One trip. */
export async function recordModelCalls(
  system: SystemDb,
  actor: Actor,
  { id, month }: { id: string; month: string },
  calls: readonly ModelCall[],
): Promise<void> {
  await system.value(
    sql`app.record_ai_calls(${who(actor)}::jsonb, ${roles()}::text[], ${id}::uuid, ${month}::date, ${JSON.stringify(calls)}::jsonb)`,
  )
}
