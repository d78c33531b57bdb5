import { sql } from 'drizzle-orm'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import type { DocumentKind } from '../../domain/documents/kinds.ts'
import type { MailOutcome } from '../ports.ts'

interface Leaving {
  /** Of a new record; one that its key knows already stays what it is. */
  id: string
  kind: DocumentKind | 'quote_decision' | 'statement'
  object_id: string
  key: string
  to_address: string
  /** For so long nobody else sends it. */
  lease: number
}

/** In the beat of a claim: it is about to leave. */
export const queueStep = (tenant: TenantDb, leaving: Leaving): Step =>
  tenant.db.execute(sql`select app.queue_outbound(${JSON.stringify(leaving)}::jsonb)`)

/** In the beat that settles or releases: what its provider said. */
export function outcomeStep(tenant: TenantDb, key: string, said: MailOutcome): Step {
  if (said.outcome === 'accepted') return tenant.db.execute(sql`select app.outbound_sent(${key}, ${said.id})`)
  if (said.outcome === 'refused') return tenant.db.execute(sql`select app.outbound_failed(${key}, ${said.reason})`)
  return tenant.db.execute(sql`select app.outbound_delayed(${key}, ${said.reason})`)
}
