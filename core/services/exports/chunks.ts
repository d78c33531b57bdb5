import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Of one trip: what the Worker holds of the snapshot at a time. */
const TRIP_BYTES = 1024 * 1024
const Chunks = z.array(z.object({ no: z.number(), body: z.string() }))

/** The lines of an entity as the snapshot has them, some hundreds at a time; a trip for each MiB. */
export async function* chunksOf(tenant: TenantDb, exportId: string, entity: string): AsyncGenerator<string> {
  for (let last = -1; ; ) {
    const step = tenant.db.execute(
      sql`select * from app.export_chunks(${exportId}::uuid, ${entity}, ${last}::int, ${TRIP_BYTES}::int)`,
    )
    const [, { rows }] = await tenant.read('exports.work', step)
    const chunks = Chunks.parse(rows)
    for (const { body } of chunks) yield body
    const end = chunks.at(-1)
    if (!end) return
    last = end.no
  }
}

export const linesOf = (body: string): Record<string, unknown>[] =>
  body
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
