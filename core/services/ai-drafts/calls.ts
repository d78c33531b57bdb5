import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Actor, actorJson } from '../../db/actor.ts'
import { newId } from '../../db/ids.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { type Action, rolesFor } from '../../domain/actions.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { addMonths } from '../../domain/kernel/months.ts'
import type { CallTaken } from '../../domain/plans/call-counts.ts'
import { AI_CALLS_A_MONTH } from '../../domain/plans/entitlements.ts'
import type { CallMeter } from '../ports.ts'
import type { ModelCall, NotAllowed } from './ports.ts'

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
  of: CallMonth
}
export type AllowedCall = { outcome: 'begun'; call: BegunCall } | NotAllowed

const Settled = z.array(z.object({ id: z.string(), calls: z.number() }))

const ACTION = 'ai_drafts.ask_model'
const roles = (action: Action = ACTION) => sql.param([...rolesFor(action)])
const who = (actor: Actor) => JSON.stringify(actorJson(actor))

/**
 * Takes one of the month's calls of the plan (B-9A-1), of any number at once no more than there are, and writes it down in the
 * ledger. One trip where there is one, none otherwise, and one more where calls are in doubt; no audit: it changes no record.
 */
export async function beginModelCall(
  ports: CallPorts,
  actor: Actor,
  of: CallMonth,
  draftId: string | null = null,
): Promise<AllowedCall> {
  const { system, callMeter } = ports
  const { tenant_id: tenantId, month } = of
  const call = { id: newId(), of }
  try {
    const refused = notAllowed(of, await heard(ports, actor, ACTION, of, () => take(callMeter, call, 1)))
    if (refused) return refused
    await system.value(
      sql`app.begin_ai_call(${who(actor)}::jsonb, ${roles()}::text[], ${call.id}::uuid, 'draft', ${month}::date, ${draftId}::uuid)`,
    )
  } catch (error) {
    // Where nobody knows whether it was written down, the ledger is asked later.
    if (isRefusal(error)) await callMeter.settle(tenantId, month, [{ id: call.id, calls: 0 }])
    throw error
  }
  return { outcome: 'begun', call }
}

/** Takes what a call that was begun needs for so many answers in all; null where it has them. No trip. */
export async function takeAnswers(
  { callMeter }: Pick<CallPorts, 'callMeter'>,
  call: BegunCall,
  answers: number,
): Promise<NotAllowed | null> {
  return answers <= 1 ? null : notAllowed(call.of, await take(callMeter, call, answers))
}

const limitOf = ({ plan }: CallMonth) => AI_CALLS_A_MONTH[plan] ?? null

function take(callMeter: CallMeter, { id, of }: BegunCall, answers: number): Promise<CallTaken | null> {
  const { tenant_id: tenantId, month, calls, asked } = of
  return callMeter.take(tenantId, { id, calls: answers, month, limit: limitOf(of), ledger: { calls, asked } })
}

function notAllowed(of: CallMonth, taken: CallTaken | null): NotAllowed | null {
  if (!taken) return { outcome: 'uncounted' }
  return taken.isGranted ? null : { outcome: 'limited', limit: limitOf(of) ?? 0, renewedOn: addMonths(of.month, 1) }
}

const isRefusal = (error: unknown) => error instanceof AppError && error.code !== 'UNAVAILABLE'

/**
 * What the count answers once the ledger has told it of the calls of which it never heard, so that neither a refusal nor a figure
 * rests on those. One trip where there are any; what is asked is asked twice then.
 */
export async function heard<T extends { unheard: string[] }>(
  { system, callMeter }: CallPorts,
  actor: Actor,
  action: Action,
  { tenant_id: tenantId, month }: Pick<CallMonth, 'tenant_id' | 'month'>,
  ask: () => Promise<T | null>,
): Promise<T | null> {
  const first = await ask()
  if (!first || first.unheard.length === 0) return first
  const settled = await system.value(
    sql`app.heard_ai_calls(${who(actor)}::jsonb, ${roles(action)}::text[], ${sql.param(first.unheard)}::uuid[])`,
  )
  await callMeter.settle(tenantId, month, Settled.parse(settled))
  return (await ask()) ?? first
}

/**
 * Keeps what came of it, a row for each call without a word of anybody (B-3-2), and corrects the count by it: what gave no answer
 * is not counted. One trip.
 */
export async function recordModelCalls(
  { system, callMeter }: CallPorts,
  actor: Actor,
  { id, of: { tenant_id: tenantId, month } }: BegunCall,
  calls: readonly ModelCall[],
): Promise<void> {
  const settled = await system.value(
    sql`app.record_ai_calls(${who(actor)}::jsonb, ${roles()}::text[], ${id}::uuid, ${month}::date, ${JSON.stringify(calls)}::jsonb)`,
  )
  await callMeter.settle(tenantId, month, Settled.parse(settled))
}
