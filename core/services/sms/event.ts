import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import { faredOf } from '../../domain/sms/fared.ts'
import { storableJson } from '../json.ts'
import type { TextEvent } from './ports.ts'

/** Which message an event is of: these stand in the address that its provider was given for it. */
export interface TextKey {
  tenant: string
  key: string
}

export interface ToldText {
  tenant_id: string
  conversation_id: string
}

/** Writes down how a text message fared; it only goes on. Null for what changes nothing here. One trip. */
export async function textFared(
  system: SystemDb,
  { tenant, key }: TextKey,
  event: TextEvent,
): Promise<ToldText | null> {
  const fared = faredOf(event.status, event.errorCode)
  if (!fared) return null
  const told = storableJson({ tenant, key, sid: event.sid, ...fared })
  return system.value(sql`app.text_event(${told}::jsonb)`)
}
