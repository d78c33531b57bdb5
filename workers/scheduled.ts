import { sql } from 'drizzle-orm'
import { Meter } from '../core/db/meter.ts'
import { SystemDb } from '../core/db/system-db.ts'
import { sealAudit } from '../core/services/audit/seal.ts'
import { sweepContactImports } from '../core/services/contact-imports/sweep.ts'
import { sweepRehearsals } from '../core/services/exports/rehearse.ts'
import { beginExports } from '../core/services/exports/schedule.ts'
import { sweepImports } from '../core/services/imports/sweep.ts'
import { beginMornings } from '../core/services/reminders/mornings.ts'
import { databaseOf, servicesOf } from './context.ts'
import { enqueue } from './enqueue.ts'
import type { Env } from './env.ts'

const SWEEP_MAX = 500
const LEASE_SECONDS = 90
/** The minute of each hour in which what is long past is deleted. */
const TIDY_MINUTE = 17

/** Each minute: whatever is due and not done goes to its queue again, so that a lost queue loses nothing (DESIGN 6). */
export async function sweep(env: Env): Promise<number> {
  const services = servicesOf(env)
  const system = new SystemDb(databaseOf(services.settings, new Meter()))
  await beginMornings(system)
  await beginExports(system)
  await sweepRehearsals(system).catch((error) =>
    console.error(JSON.stringify({ event: 'rehearsals.not_swept', error: String(error) })),
  )
  await sweepImports(system).catch((error) =>
    console.error(JSON.stringify({ event: 'imports.not_swept', error: String(error) })),
  )
  await sweepContactImports(system).catch((error) =>
    console.error(JSON.stringify({ event: 'contact_imports.not_swept', error: String(error) })),
  )
  const due = await system.rows<{ tenant_id: string; type: string; key: string }>(
    sql`app.sweep(${SWEEP_MAX}::int, ${LEASE_SECONDS}::int)`,
  )
  for (const job of due) await enqueue(env, job.tenant_id, [job])
  // What is not sealed now waits for the next minute; nothing else waits for it.
  await sealAudit({ ...services, system }).catch((error) =>
    console.error(JSON.stringify({ event: 'audit.not_sealed', error: String(error) })),
  )
  if (new Date().getUTCMinutes() === TIDY_MINUTE) await tidy(system)
  return due.length
}

async function tidy(system: SystemDb): Promise<void> {
  await system.value(sql`app.tidy_identity()`)
  await system.value(sql`app.tidy_work()`)
}
