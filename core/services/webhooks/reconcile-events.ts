import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { SystemDb } from '../../db/system-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { HEARD_TYPES } from '../../domain/webhooks/plan.ts'
import { storableJson } from '../json.ts'
import type { Payments, StripeEvent } from '../ports.ts'
import { kept } from './receive.ts'

const Position = z.object({ account: z.string(), after: z.string().nullable(), since: z.string() })

/** What a lease allows for; a longer look goes on where it stopped. */
const PAGES_MAX = 3
const NEXT_LOOK_SECONDS = 60 * 60
/** The business took our access back, perhaps for good. */
const REFUSED_SECONDS = 24 * 60 * 60

interface Ports {
  system: SystemDb
  payments: Payments
  isLive: boolean
  enqueue(tenantId: string, jobs: readonly { type: 'WEBHOOK_PROCESS'; key: string }[]): Promise<void>
}

/**
 * Reads what Stripe recorded on an account since the last look, an hour of it twice, and takes in what no webhook brought:
 * whatever event was lost is found (WH13). A page costs one trip.
 */
export async function reconcileEvents(ports: Ports, facts: unknown): Promise<{ againSeconds: number } | undefined> {
  if (facts === null) return undefined
  const { account, since, ...position } = Position.parse(facts)
  let { after } = position
  for (let page = 0; page < PAGES_MAX; page++) {
    const asked = { types: HEARD_TYPES, since: new Date(since), after }
    const answer = await ports.payments.listEvents(account, asked)
    if (answer.outcome === 'unavailable') throw new AppError('PROVIDER_ERROR', answer.reason)
    if (answer.outcome === 'refused') return refused(ports, account, after)
    after = answer.value.next
    await takeIn(ports, account, answer.value.events, after)
    if (after === null) return { againSeconds: NEXT_LOOK_SECONDS }
  }
  return { againSeconds: 0 }
}

/** An event after which a look should go on is kept no longer: the look begins again. */
async function refused(ports: Ports, account: string, after: string | null) {
  if (after === null) return { againSeconds: REFUSED_SECONDS }
  await ports.system.value(sql`app.begin_events_again(${account})`)
  return { againSeconds: NEXT_LOOK_SECONDS }
}

async function takeIn(
  { system, isLive, enqueue }: Ports,
  account: string,
  events: StripeEvent[],
  after: string | null,
) {
  const page = storableJson(events.map((event) => ({ id: event.id, type: event.type, ...kept(event, isLive) })))
  const made = await system.rows<{ tenant_id: string; job: string }>(
    sql`app.read_events(${account}, ${page}::jsonb, ${after})`,
  )
  for (const { tenant_id, job } of made) await enqueue(tenant_id, [{ type: 'WEBHOOK_PROCESS', key: job }])
}
