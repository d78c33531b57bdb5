import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Of one trip: what the Worker holds of the snapshot at a time, twice. */
const TRIP_BYTES = 1024 * 1024
const Chunks = z.array(z.object({ no: z.number(), body: z.string() }))

/** The rows of an entity as the snapshot has them, some hundreds at a time; a trip for each MiB, asked while the one before is used. */
export async function* chunksOf(
  tenant: TenantDb,
  exportId: string,
  entity: string,
  count: number,
): AsyncGenerator<string> {
  const ask = (after: number) => (after + 1 < count ? askFor(tenant, exportId, entity, after) : null)
  for (let asked = ask(-1); asked; ) {
    const chunks = await asked
    const end = chunks.at(-1)
    asked = end ? ask(end.no) : null
    // Whoever gives up in the middle does not wait for what he asked for.
    asked?.catch(() => {})
    for (const { body } of chunks) yield body
  }
}

async function askFor(tenant: TenantDb, exportId: string, entity: string, after: number) {
  const step = tenant.db.execute(
    sql`select * from app.export_chunks(${exportId}::uuid, ${entity}, ${after}::int, ${TRIP_BYTES}::int)`,
  )
  const [, { rows }] = await tenant.read('exports.work', step)
  return Chunks.parse(rows)
}
