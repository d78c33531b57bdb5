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
  const { payload, reject } = kept(event, isLive)
  const [row] = await system.rows<{ tenant_id: string | null; job: string | null }>(
    sql`app.receive_webhook('stripe', ${event.account ?? ''}, ${event.id}, ${event.type}, ${storableJson(payload)}::jsonb, ${reject})`,
  )
  return { tenantId: row?.tenant_id ?? null, job: row?.job ?? null }
}

/** An event as it is kept, and why it is none of ours. */
export const kept = ({ object, created, livemode }: StripeEvent, isLive: boolean) => ({
  payload: { object, created, livemode },
  reject: livemode === isLive ? null : 'WRONG_MODE',
})
