import { sql } from 'drizzle-orm'
import type { RecordEvents } from '../../contract/events.ts'
import { type Actor, actorJson } from '../../db/actor.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { rolesFor } from '../../domain/actions.ts'
import { CLIENT_EVENTS } from '../../domain/analytics/events.ts'

interface Sender {
  actor: Actor
  requestId: string
}

/** Keeps what the app saw somebody do (H-AN-2 to 6), once each however often it is sent; it changes nothing, so no audit. One trip. */
export async function recordEvents(
  system: SystemDb,
  { actor, requestId }: Sender,
  { events, platform }: RecordEvents,
): Promise<{ kept: number }> {
  const rows = events.map(({ id, object, name, ...more }) => {
    const of = CLIENT_EVENTS[name]
    return { client_id: id, name, ...(of && object ? { of, object } : {}), platform, ...more }
  })
  const kept = await system.value<number>(
    sql`app.record_client_events(${JSON.stringify(actorJson(actor))}::jsonb, ${sql.param(rolesFor('events.record'))}::text[], ${requestId}, ${JSON.stringify(rows)}::jsonb)`,
  )
  return { kept: kept ?? 0 }
}
