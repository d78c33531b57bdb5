import type { Queue } from '@cloudflare/workers-types'
import { queueOf } from '../core/contract/jobs.ts'
import type { Env, QueueMessage } from './env.ts'

interface Due {
  /** From a row of the database it may be anything. */
  type: string
  key: string
  delay_seconds?: number
}

/** Tries the queue after the commit; a queue that is down loses nothing, because the sweep enqueues whatever is due (H-JOB-4). */
export async function enqueue(env: Env, tenantId: string, jobs: readonly Due[]): Promise<void> {
  const sent = jobs.map(({ type, key, delay_seconds }) =>
    queueIn(env, type).send({ tenant_id: tenantId, key }, delay_seconds ? { delaySeconds: delay_seconds } : {}),
  )
  for (const result of await Promise.allSettled(sent)) {
    if (result.status === 'rejected')
      console.error(JSON.stringify({ event: 'enqueue.failed', tenant_id: tenantId, reason: String(result.reason) }))
  }
}

function queueIn(env: Env, type: string): Queue<QueueMessage> {
  const queues = { webhooks: env.QUEUE_WEBHOOKS, messages: env.QUEUE_MESSAGES, ai: env.QUEUE_AI, bulk: env.QUEUE_BULK }
  return queues[queueOf(type)]
}
