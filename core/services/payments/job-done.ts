import { sql } from 'drizzle-orm'
import type { Step, TenantDb, Work } from '../../db/tenant-db.ts'

/** The event and its job end in the same transaction as what they caused. */
export const doneSteps = (tenant: TenantDb, key: string, status: string, reason: string | null): Step[] => [
  tenant.db.execute(sql`select app.webhook_done(${key}, ${status}, ${reason})`),
  tenant.db.execute(sql`select app.job_done(${key})`),
]

/** The same, behind the steps of what a job caused. */
export const ending = (
  tenant: TenantDb,
  work: Work,
  key: string,
  status = 'PROCESSED',
  reason: string | null = null,
) => ({
  ...work,
  steps: [...work.steps, ...doneSteps(tenant, key, status, reason)],
})
