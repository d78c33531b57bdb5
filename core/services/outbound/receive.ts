import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import type { Told } from '../../domain/outbound/delivery.ts'
import { storableJson } from '../json.ts'

/** What a mail provider tells of a mail that it took. */
export interface MailEvent {
  /** The provider's own of this event: a repeat has the same. */
  id: string
  /** Its number of the mail. */
  mailId: string
  /** Its own word for it. */
  type: string
  /** Null for what says nothing about how a mail fared. */
  told: Told | null
  at: string
  reason: string | null
  permanent: boolean
}

/** Stores a verified event once and makes its job; one of a mail that is not known yet waits for it. One trip. */
export async function receiveMailEvent(
  system: SystemDb,
  { id, mailId, type, ...payload }: MailEvent,
): Promise<{ tenantId: string; job: string } | null> {
  if (payload.told === null) return null
  const [row] = await system.rows<{ tenant_id: string; job: string }>(
    sql`app.receive_mail_event(${mailId}, ${id}, ${type}, ${storableJson(payload)}::jsonb)`,
  )
  return row ? { tenantId: row.tenant_id, job: row.job } : null
}
