import { sql } from 'drizzle-orm'
import type { Step, TenantDb } from '../db/tenant-db.ts'
import type { AuditName } from '../domain/actions.ts'

interface Deed {
  audit?: AuditName
  event?: string
  after?: object
}

/** What a beat does to another object than its own: its audit and its event, in the same transaction. */
export const alsoStep = (tenant: TenantDb, id: string, { audit, event, after }: Deed): Step =>
  tenant.db.execute(
    sql`select app.also(${audit ?? null}::text, ${event ?? null}::text, ${id}::uuid, ${after ? JSON.stringify(after) : null}::jsonb)`,
  )
