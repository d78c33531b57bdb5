import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import { getObject } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { type ExportRow, exportObject, parseExport } from './internal.ts'

/** Asks for an archive of the business; asked twice within a minute it is the same (C-39). One trip, a second for a repeat. */
export async function createExport(tenant: TenantDb): Promise<ExportRow> {
  const id = newId()
  const job = { type: 'ARCHIVE_EXPORT', key: `export:${id}`, payload: { export_id: id } } as const
  const insert = tenant.db.execute(sql`insert into exports (tenant_id, id) values (app.tenant(), ${id}::uuid)`)
  try {
    return await tenant.write({ action: 'exports.create', id, jobs: [job] }, [insert], exportObject(id), parseExport)
  } catch (error) {
    if (!(error instanceof AppError) || error.hint !== 'exports_bucket_key') throw error
    return getObject(tenant, 'exports.read', sql`app.export_object(app.newest_export())`, parseExport)
  }
}
