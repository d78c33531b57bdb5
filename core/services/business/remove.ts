import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import type { CallMeter, FileStore, Payments } from '../ports.ts'
import { disconnectAccount, type Removing } from './disconnect.ts'

interface Ports {
  system: SystemDb
  fileStore: FileStore
  callMeter: Pick<CallMeter, 'forget'>
  payments: Pick<Payments, 'disconnect'>
}

interface Next {
  next: 'more' | 'disconnect' | 'clear' | 'wait' | 'done'
  seconds?: number
  account?: string
}

/** Rows of a step: a second or two. */
const STEP_ROWS = 2_000
/** Of one turn of the job; the next goes on. */
const TURN_MS = 120_000

/**
 * Removes a closed business for good, a bounded step after the other: our access to its account at Stripe, its rows, what lies of it in the storage, then the
 * business itself and the accounts of those who belong to no other. Nothing is left of it, not its history either. Killed
 * anywhere it goes on where it was. Answers when to look again.
 */
export async function removeBusiness(
  { system, fileStore, callMeter, payments }: Ports,
  removing: Removing,
  stepRows = STEP_ROWS,
  turnMs = TURN_MS,
): Promise<{ againSeconds: number } | undefined> {
  const { tenantId, lease, closingId } = removing
  const until = Date.now() + turnMs
  let isCleared = false
  do {
    const step = sql`app.remove_step(${tenantId}::uuid, ${lease}::timestamptz, ${closingId}::uuid, ${isCleared}::boolean, ${stepRows}::int)`
    const { next, seconds, account } = (await system.value<Next>(step))!
    if (next === 'done') return undefined
    if (next === 'wait') return { againSeconds: seconds ?? 0 }
    if (next === 'disconnect') await disconnectAccount({ system, payments }, removing, account!)
    if (next === 'clear') isCleared = await clear(fileStore, callMeter, tenantId)
    // What is cleared is followed by the end at once.
  } while (isCleared || Date.now() < until)
  return { againSeconds: 0 }
}

/** Its files, mails, papers and archives, the head of its seals, and the count of its calls of models. */
async function clear(store: FileStore, callMeter: Ports['callMeter'], tenantId: string): Promise<boolean> {
  const cleared = [
    await store.clear(`tenant/${tenantId}/`),
    await store.clear(`audit/heads/${tenantId}`),
    await callMeter.forget(tenantId),
  ]
  return cleared.every(Boolean)
}
