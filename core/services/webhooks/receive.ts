import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import { storableJson } from '../json.ts'
import type { StripeEvent } from '../ports.ts'

export interface Received {
  tenantId: string | null
  job: string | null
}

/** Stores a verified event once and makes its job (H-WH-1); answers what to enqueue. One trip. */
export async function receiveStripeEvent(system: SystemDb, event: StripeEvent, isLive: boolean): Promise<Received> {
  const reject = event.livemode === isLive ? null : 'WRONG_MODE'
  const payload = storableJson({ object: event.object, created: event.created, livemode: event.livemode })
  const [row] = await system.rows<{ tenant_id: string | null; job: string | null }>(
    sql`app.receive_webhook('stripe', ${event.account ?? ''}, ${event.id}, ${event.type}, ${payload}::jsonb, ${reject})`,
  )
  return { tenantId: row?.tenant_id ?? null, job: row?.job ?? null }
}
