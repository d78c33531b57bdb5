import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { dropRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { FileStore } from '../ports.ts'

const Remains = z.object({
  object_key: z.string(),
  is_deleted: z.boolean(),
  is_linked: z.boolean(),
  is_shared: z.boolean(),
})
type Remains = z.infer<typeof Remains>

/** Removes what belongs to nothing, and the bytes that no other file needs. Repeated after a break at any point, it goes on. */
export async function forgetFile(tenant: TenantDb, store: FileStore, id: string): Promise<void> {
  const [, { rows }] = await tenant.read('files.forget', remainsStep(tenant, id))
  // Erased with the person that it was of.
  if (!rows[0]?.remains) return
  const before = Remains.parse(rows[0].remains)
  if (before.is_linked && !before.is_deleted) return
  const after = before.is_deleted ? before : await drop(tenant, id)
  if (after && !after.is_shared) await store.delete(after.object_key)
}

const remainsStep = (tenant: TenantDb, id: string) =>
  tenant.db.execute<{ remains: unknown }>(sql`select app.file_remains(${id}::uuid) as remains`)

/** Null when somebody linked or deleted it meanwhile. */
async function drop(tenant: TenantDb, id: string): Promise<Remains | null> {
  try {
    const remains = sql`app.file_remains(${id}::uuid)`
    return await tenant.write({ action: 'files.forget', id }, dropRecord(tenant, 'files', id), remains, (row) =>
      Remains.parse(row),
    )
  } catch (error) {
    if (error instanceof AppError && (error.code === 'CONFLICT' || error.code === 'NOT_FOUND')) return null
    throw error
  }
}
