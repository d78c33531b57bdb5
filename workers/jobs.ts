import { newId } from '../core/db/ids.ts'
import { type Db, Meter } from '../core/db/meter.ts'
import { SystemDb } from '../core/db/system-db.ts'
import { TenantDb } from '../core/db/tenant-db.ts'
import { tellChanged } from '../durable-objects/live/client.ts'
import type { JobContext, JobRow } from '../queues/context.ts'
import { afterCommit, databaseOf, servicesOf } from './context.ts'
import { enqueue } from './enqueue.ts'
import type { Env } from './env.ts'

/** What the consumer works with: one meter, one trace for the batch; each job acts in its own tenant only. */
export function jobContext(env: Env, waitUntil: (promise: Promise<unknown>) => void): JobContext {
  const services = servicesOf(env)
  const meter = new Meter()
  const db = databaseOf(services.settings, meter)
  const trace = { requestId: `job_${newId().replaceAll('-', '')}` }
  const open = (on: Db, job: JobRow) =>
    TenantDb.open(on, { kind: 'job', tenantId: job.tenant_id, key: job.key, lease: job.lease }, trace, {
      onWrite: (jobs, entry, beat) => waitUntil(afterCommit(env, entry.tenant_id, jobs, beat)),
    })
  return {
    ...services,
    system: new SystemDb(db),
    isLive: services.settings.STRIPE_LIVE === 'true',
    enqueue: (tenantId, jobs) => enqueue(env, tenantId, jobs),
    tell: (job, kind, id) => waitUntil(tellChanged(env.LIVE, job.tenant_id, kind, id)),
    tenantOf: (job) => open(db, job),
    snapshotOf: (job) => open(databaseOf(services.settings, meter, 'RepeatableRead'), job),
  }
}
