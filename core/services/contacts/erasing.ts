import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { erasureText } from '../../domain/audit/seals.ts'
import type { AuditKeys } from '../audit/keys.ts'
import type { FileStore } from '../ports.ts'

/** Rows of a step: a second or two. */
const STEP_ROWS = 500
/** Of one turn of the job; the next goes on. */
const STEPS_MAX = 40

export interface ErasingPorts {
  system: SystemDb
  auditKeys: AuditKeys
  fileStore: FileStore
}

interface Erasing {
  tenantId: string
  lease: string
  contactId: string
}

interface Asked {
  done?: true
  keys?: string[]
  entries?: { digest: string; count: number }
}

/**
 * Takes out what is personal, a bounded step after the other, each a trip that may be done twice; killed anywhere it goes on
 * where it was. False while there is more to do.
 */
export async function workOnErasure(
  ports: ErasingPorts,
  job: Erasing,
  stepRows = STEP_ROWS,
  stepsMax = STEPS_MAX,
): Promise<boolean> {
  let told: object = {}
  for (let step = 0; step < stepsMax; step++) {
    const call = sql`app.erase_step(${job.tenantId}::uuid, ${job.lease}::timestamptz, ${job.contactId}::uuid, ${JSON.stringify(told)}::jsonb, ${stepRows}::int)`
    const asked = (await ports.system.value<Asked>(call))!
    if (asked.done) return true
    told = await answer(ports, job, asked)
  }
  return false
}

/** What SQL cannot do itself: bytes in the store, and the key that it never learns. */
async function answer({ fileStore, auditKeys }: ErasingPorts, job: Erasing, { keys, entries }: Asked): Promise<object> {
  for (const key of keys ?? []) await fileStore.delete(key)
  if (!entries) return keys ? { keys } : {}
  const set = { id: newId(), contact_id: job.contactId, ...entries }
  return { set: { ...set, ...(await auditKeys.sign(erasureText({ tenant_id: job.tenantId, ...set }))) } }
}
