import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import { callStep } from '../../db/records.ts'
import type { SystemDb } from '../../db/system-db.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type ExportRow, exportObject, parseExport } from './internal.ts'

const SWEPT_ROWS = 5000

/**
 * Begins to try a restore of an archive (H-ENT-20): a job imports it into a business that nobody sees, compares the figures of
 * both, and takes that business away. One at a time in a business. One trip.
 */
export function rehearseExport(tenant: TenantDb, id: string): Promise<ExportRow> {
  const rehearsal = newId()
  const payload = { export_id: id, rehearsal_id: rehearsal }
  const job = { type: 'ARCHIVE_REHEARSE', key: `rehearse:${rehearsal}`, payload } as const
  return tenant.write(
    { action: 'exports.rehearse', id, jobs: [job] },
    callStep(tenant, [sql`app.begin_rehearsal(${id}::uuid, ${rehearsal}::uuid)`]),
    exportObject(id),
    parseExport,
  )
}

/** Each minute: what a job that was given up left behind goes, some rows at a time. */
export async function sweepRehearsals(system: SystemDb): Promise<void> {
  await system.value(sql`app.sweep_rehearsals(${SWEPT_ROWS}::int)`)
}
