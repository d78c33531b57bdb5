import { sql } from 'drizzle-orm'
import type { NewJob } from '../../contract/jobs.ts'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'

/** Rows of one transaction: a second or two, and what a kill costs at most. */
const CHUNK_ROWS = 500

type Way = 'start' | 'undo'

export const chunkJob = (id: string, way: Way, chunk: number): NewJob => ({
  type: 'CONTACT_IMPORT',
  key: `contact-import:${id}:${way}:${chunk}`,
  payload: { import_id: id, way, chunk },
})

/**
 * The next rows of an import, or of its undo, and the job of those after them, in one transaction: killed at any row it is
 * as if it had not begun. What is over already has nothing to do. One trip.
 */
export async function workOnImport(tenant: TenantDb, id: string, way: Way, chunk: number): Promise<void> {
  const step =
    way === 'start'
      ? sql`app.import_contacts(${id}::uuid, ${CHUNK_ROWS})`
      : sql`app.undo_import(${id}::uuid, ${CHUNK_ROWS})`
  try {
    await tenant.commit({
      beat: { action: 'contact_imports.work', id, jobs: [chunkJob(id, way, chunk + 1)] },
      steps: callStep(tenant, [step]),
    })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'CONFLICT' || error.hint === 'job') throw error
  }
}
