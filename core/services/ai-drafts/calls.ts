import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Actor, actorJson } from '../../db/actor.ts'
import { newId } from '../../db/ids.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { rolesFor } from '../../domain/actions.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { addMonths } from '../../domain/kernel/months.ts'
import { AI_CALLS_A_MONTH } from '../../domain/plans/entitlements.ts'
import type { CallMeter } from '../ports.ts'
import type { ModelCall } from './ports.ts'

/** The month of a business, where it is, with its plan and what the ledger says of it. */
export const CallMonth = z.object({
  tenant_id: z.string(),
  plan: z.string(),
  month: z.string(),
  calls: z.number(),
  asked: z.array(z.string()),
})
export type CallMonth = z.infer<typeof CallMonth>
export const callMonthQuery = sql`app.ai_call_month()`

export interface CallPorts {
  system: SystemDb
  callMeter: CallMeter
}

/** A call that is counted and written down, and not made yet. */
export interface BegunCall {
  id: string
  tenantId: string
  month: string
  unheard: string[]
}
/** `limited`: the plan has no more of them this month. `uncounted`: nobody could count it, so it is not made. */
export type AllowedCall =
  | { outcome: 'begun'; call: BegunCall }
  | { outcome: 'limited'; limit: number; renewedOn: string }
  | { outcome: 'uncounted' }

const Settled = z.array(z.object({ id: z.string(), calls: z.number() }))

const roles = () => sql.param([...rolesFor('ai_drafts.ask_model')])
const who = (actor: Actor) => JSON.stringify(actorJson(actor))

/**
 * Takes one of the month's calls of the plan (B-9A-1), of any number at once no more than there are, and writes it down in the
 * ledger. One trip where there is one, none otherwise; no audit: it changes no record.
 */
export async function beginModelCall(
  { system, callMeter }: CallPorts,
  actor: Actor,
  { tenant_id: tenantId, plan, month, calls, asked }: CallMonth,
  draftId: string | null = null,
): Promise<AllowedCall> {
  const id = newId()
  const limit = AI_CALLS_A_MONTH[plan] ?? null
  const taken = await callMeter.take(tenantId, { id, month, limit, ledger: { calls, asked } })
  if (!taken) return { outcome: 'uncounted' }
  if (!taken.isGranted) return { outcome: 'limited', limit: limit ?? 0, renewedOn: addMonths(month, 1) }
  try {
    await system.value(
      sql`app.begin_ai_call(${who(actor)}::jsonb, ${roles()}::text[], ${id}::uuid, 'draft', ${month}::date, ${draftId}::uuid)`,
    )
  } catch (error) {
    // Where nobody knows whether it was written down, the ledger is asked later.
    if (isRefusal(error)) await callMeter.settle(tenantId, month, [{ id, calls: 0 }])
    throw error
  }
  return { outcome: 'begun', call: { id, tenantId, month, unheard: taken.unheard } }
}

const isRefusal = (error: unknown) => error instanceof AppError && error.code !== 'UNAVAILABLE'

/**
 * Keeps what came of it, a row for each call without a word of anybody (B-3-2), and corrects the count by it: what gave no answer
 * is not counted. One trip, in which the ledger also says what came of calls of which the count never heard.
 */
export async function recordModelCalls(
  { system, callMeter }: CallPorts,
  actor: Actor,
  { id, tenantId, month, unheard }: BegunCall,
  calls: readonly ModelCall[],
): Promise<void> {
  const settled = await system.value(
    sql`app.record_ai_calls(${who(actor)}::jsonb, ${roles()}::text[], ${id}::uuid, ${month}::date, ${JSON.stringify(calls)}::jsonb, ${sql.param(unheard)}::uuid[])`,
  )
  await callMeter.settle(tenantId, month, Settled.parse(settled))
}
