import { sql } from 'drizzle-orm'
import type { RecordName } from '../db/records.ts'
import type { Step, TenantDb } from '../db/tenant-db.ts'
import { invalid } from '../domain/kernel/errors.ts'
import { isUuid } from '../domain/kernel/ids.ts'

/** An id in a body: one that cannot be ours is refused like one that is not there. */
export function reference(id: string, field: string): string {
  if (!isUuid(id)) throw invalid(field, 'No such record')
  return id
}

export const mustExist = (tenant: TenantDb, table: RecordName, id: string, field: string): Step =>
  tenant.db.execute(sql`select app.must_exist(${table}, ${id}::uuid, ${field})`)
