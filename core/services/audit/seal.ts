import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import { type Sealed, sealText } from '../../domain/audit/seals.ts'
import { storeHeads } from './heads.ts'
import type { AuditKeys } from './keys.ts'
import type { HeadStore } from './ports.ts'

/** In one round: so many rows of so many businesses; and so many rounds a minute. */
const BUSINESSES_MAX = 200
const ROWS_MAX = 5_000
const ROUNDS_MAX = 8

interface Unsealed extends Omit<Sealed, 'count'>, Record<string, unknown> {
  ids: number[]
}

export interface SealPorts {
  system: SystemDb
  auditKeys: AuditKeys
  auditHeads: HeadStore
}

/**
 * Seals whatever is committed and not sealed yet, and tells the store outside (AL1). Two at once, or one that is killed: a row is
 * sealed once all the same, since each seal takes its place in the chain and its rows from what waits in one transaction.
 * Two trips a round, and up to three for the heads.
 */
export async function sealAudit(ports: SealPorts, rowsMax = ROWS_MAX): Promise<number> {
  let sealed = 0
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const waiting = await ports.system.rows<Unsealed>(sql`app.unsealed_audit(${BUSINESSES_MAX}::int, ${rowsMax}::int)`)
    if (waiting.length === 0) break
    const seals = await Promise.all(waiting.map((one) => sealOf(ports.auditKeys, one)))
    sealed += (await ports.system.value<number>(sql`app.seal_audit(${JSON.stringify(seals)}::jsonb)`)) ?? 0
    const rows = waiting.reduce((sum, { ids }) => sum + ids.length, 0)
    if (rows < rowsMax && waiting.length < BUSINESSES_MAX) break
  }
  await storeHeads(ports)
  return sealed
}

async function sealOf(keys: AuditKeys, waiting: Unsealed) {
  // The driver answers an int8 as text.
  const place = { ...waiting, seq: Number(waiting.seq), sealed_at: Number(waiting.sealed_at) }
  return { ...place, ...(await keys.sign(sealText({ ...place, count: waiting.ids.length }))) }
}
