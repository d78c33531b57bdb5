import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb, Work } from '../../db/tenant-db.ts'
import { before, DELIVERIES, isHopeless, movesOn, TOLD, toldWords } from '../../domain/outbound/delivery.ts'
import { doneSteps } from '../payments/job-done.ts'

const Facts = z.object({
  told: z.enum(TOLD),
  at: z.string(),
  reason: z.string().nullable(),
  permanent: z.boolean(),
  outbound: z.object({
    id: z.string(),
    kind: z.enum(['message', 'invoice', 'quote', 'quote_decision', 'credit_note', 'statement']),
    object_id: z.string(),
    status: z.enum(DELIVERIES),
    to_address: z.string(),
  }),
})

const ACTIONS = {
  message: 'messages.follow',
  invoice: 'invoices.follow',
  quote: 'quotes.follow',
  quote_decision: 'quotes.follow',
  credit_note: 'credit_notes.follow',
  statement: 'contacts.follow',
} as const

/** What one stored event asks of the database. In any order and any number the last word is the same (WH14). */
export function followMail(tenant: TenantDb, job: { key: string; facts: unknown }): Work {
  const { told, at, reason, permanent, outbound } = Facts.parse(job.facts)
  const moves = movesOn(outbound.status, told)
  const detail = toldWords(told, outbound.to_address, reason)
  const asked = { id: outbound.id, told, at, reason, flags: isHopeless({ told, permanent }) }
  const follow = sql`select app.follow_outbound(${JSON.stringify(asked)}::jsonb, ${sql.param(told === 'DELAYED' ? [] : before(told))}::text[])`
  return {
    beat: moves
      ? { action: ACTIONS[outbound.kind], id: outbound.object_id, changes: { delivery: told, detail } }
      : { action: 'outbound.count', id: null, changes: { outbound_id: outbound.id, told } },
    steps: [tenant.db.execute(follow), ...doneSteps(tenant, job.key, 'PROCESSED', null)],
  }
}
