import { z } from 'zod'

const job = <T extends string, P extends z.ZodObject>(type: T, payload: P) =>
  z.object({ type: z.literal(type), payload })

/** Work that may wait (DESIGN 6). Payloads carry ids, never copies. A row is parsed with this once, before its handler runs. */
export const Job = z.discriminatedUnion('type', [
  job('WEBHOOK_PROCESS', z.object({ provider: z.string(), account: z.string(), event: z.string() })),
  job('INVOICE_SEND', z.object({ invoice_id: z.uuid(), message: z.string().nullable() })),
  job('CHECKOUT_EXPIRE', z.object({ invoice_id: z.uuid() })),
  job('CHECKOUT_RECONCILE', z.object({ session_id: z.string() })),
])
export type Job = z.infer<typeof Job>
export type JobType = Job['type']
export type JobPayload<T extends JobType> = { [J in Job as J['type']]: J['payload'] }[T]

/** As a verb writes it. The key is deterministic where the same work must not be done twice (H-JOB-3). */
export type NewJob = Job & { key: string; delay_seconds?: number }

/** As in wrangler.toml, without `hub-`. */
type JobQueue = 'webhooks' | 'messages' | 'ai' | 'bulk'

const QUEUES: Record<JobType, JobQueue> = {
  WEBHOOK_PROCESS: 'webhooks',
  INVOICE_SEND: 'messages',
  CHECKOUT_EXPIRE: 'messages',
  CHECKOUT_RECONCILE: 'webhooks',
}

/** A type that is not of the union waits in any queue: its consumer fails it with an alert. */
export const queueOf = (type: string): JobQueue => (isJobType(type) ? QUEUES[type] : 'messages')

const isJobType = (type: string): type is JobType => Object.hasOwn(QUEUES, type)
