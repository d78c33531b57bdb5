import type { Queue } from '@cloudflare/workers-types'
import type { Job } from '../core/db/tenant-db.ts'
import type { Env, QueueMessage } from './env.ts'

const QUEUE_OF: Record<string, (env: Env) => Queue<QueueMessage>> = {
  WEBHOOK_PROCESS: (env) => env.QUEUE_WEBHOOKS,
  CHECKOUT_RECONCILE: (env) => env.QUEUE_WEBHOOKS,
  AI_PARSE: (env) => env.QUEUE_AI,
  EXPORT_BUILD: (env) => env.QUEUE_BULK,
}

/** Tries the queue after the commit; a queue that is down loses nothing, because the sweep enqueues whatever is due (H-JOB-4). */
export async function enqueue(
  env: Env,
  tenantId: string,
  jobs: readonly Pick<Job, 'type' | 'key' | 'delay_seconds'>[],
): Promise<void> {
  const sent = jobs.map(({ type, key, delay_seconds }) =>
    (QUEUE_OF[type] ?? messages)(env).send(
      { tenant_id: tenantId, key },
      delay_seconds ? { delaySeconds: delay_seconds } : {},
    ),
  )
  for (const result of await Promise.allSettled(sent)) {
    if (result.status === 'rejected')
      console.error(JSON.stringify({ event: 'enqueue.failed', tenant_id: tenantId, reason: String(result.reason) }))
  }
}

const messages = (env: Env) => env.QUEUE_MESSAGES
