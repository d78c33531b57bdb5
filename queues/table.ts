import { sql } from 'drizzle-orm'
import { JOB_PLANS } from '../core/contract/jobs.ts'
import type { SystemDb } from '../core/db/system-db.ts'
import type { JobRow } from './context.ts'

/** What of `app.jobs` a consumer writes. Whoever no longer holds a job changes nothing: its lease names him. */

export interface Wanted {
  tenant_id: string
  key: string
}

export const LEASES: Record<string, number> = Object.fromEntries(
  Object.entries(JOB_PLANS).map(([type, { leaseSeconds }]) => [type, leaseSeconds]),
)

/** Those that are due and that nobody holds; each is held from now on for as long as its type says. */
export const takeJobs = (system: SystemDb, wanted: readonly Wanted[], leases = LEASES): Promise<JobRow[]> =>
  system.rows<JobRow & Record<string, unknown>>(
    sql`app.take_jobs(${JSON.stringify(wanted)}::jsonb, ${JSON.stringify(leases)}::jsonb)`,
  )

/** Untouched: no attempt was made, and the sweep brings them again. */
export const giveBackJobs = (system: SystemDb, jobs: readonly JobRow[]) =>
  system.rows(sql`app.give_back_jobs(${JSON.stringify(jobs.map(held))}::jsonb)`)

export const finishJob = (system: SystemDb, job: JobRow) => system.rows(sql`app.finish_job(${ref(job)})`)

export const postponeJob = (system: SystemDb, job: JobRow, seconds: number) =>
  system.rows(sql`app.postpone_job(${ref(job)}, ${seconds}::int)`)

/** Without a delay it is FAILED, with an alert. */
export const retryJob = (system: SystemDb, job: JobRow, reason: string, delaySeconds: number | null) =>
  system.rows(sql`app.retry_job(${ref(job)}, ${reason}, ${delaySeconds}::int)`)

const held = ({ tenant_id, key, lease }: JobRow) => ({ tenant_id, key, lease })

const ref = ({ tenant_id, key, lease }: JobRow) => sql`${tenant_id}::uuid, ${key}, ${lease}::timestamptz`
