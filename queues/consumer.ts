import type { MessageBatch } from '@cloudflare/workers-types'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { retryDelaySeconds } from '../core/domain/jobs/schedule.ts'
import { AppError, ERRORS } from '../core/domain/kernel/errors.ts'
import type { JobContext, JobHandler, JobRow } from './context.ts'
import { checkoutExpire, checkoutReconcile } from './jobs/checkout.ts'
import { invoiceSend } from './jobs/invoice-send.ts'
import { webhookProcess } from './jobs/webhook-process.ts'

const HANDLERS: Record<string, JobHandler> = {
  WEBHOOK_PROCESS: webhookProcess,
  INVOICE_SEND: invoiceSend,
  CHECKOUT_EXPIRE: checkoutExpire,
  CHECKOUT_RECONCILE: checkoutReconcile,
}

const Message = z.object({ tenant_id: z.uuid(), key: z.string().max(300) })

/**
 * One batch: one trip to take what is due, then job by job. `jobs` is the truth: a failure is written there with its next
 * time, and the message is acknowledged; only a database that cannot be reached makes the queue deliver again.
 */
export async function consume(batch: MessageBatch<unknown>, ctx: JobContext): Promise<void> {
  const wanted = batch.messages.flatMap((message) => {
    const parsed = Message.safeParse(message.body)
    return parsed.success ? [parsed.data] : []
  })
  const jobs = wanted.length
    ? await ctx.system.rows<JobRow & Record<string, unknown>>(sql`app.take_jobs(${JSON.stringify(wanted)}::jsonb)`)
    : []
  for (const job of jobs) await runJob(job, ctx)
  batch.ackAll()
}

/** Runs one job to its end or to its next try. */
export async function runJob(job: JobRow, ctx: JobContext): Promise<void> {
  try {
    const handler = HANDLERS[job.type]
    if (!handler) throw new AppError('VALIDATION_ERROR', `No handler for ${job.type}`)
    const result = await handler(job, ctx)
    if (result && 'done' in result) return
    if (result)
      await ctx.system.rows(sql`app.postpone_job(${job.tenant_id}::uuid, ${job.key}, ${result.againSeconds}::int)`)
    else await ctx.system.rows(sql`app.finish_job(${job.tenant_id}::uuid, ${job.key})`)
  } catch (error) {
    // Another delivery of the same message finished it meanwhile.
    if (error instanceof AppError && error.hint === 'job') return
    await recordFailure(job, ctx, error)
  }
}

async function recordFailure(job: JobRow, ctx: JobContext, error: unknown): Promise<void> {
  const isFinal = error instanceof AppError && ERRORS[error.code].job === 'drop'
  const delay = isFinal ? null : retryDelaySeconds(job.attempts)
  const reason = error instanceof AppError ? `${error.code}: ${error.message}` : String(error)
  console.error(
    JSON.stringify({
      event: 'job.failed',
      tenant_id: job.tenant_id,
      type: job.type,
      attempt: job.attempts,
      retry_seconds: delay,
      reason,
    }),
  )
  await ctx.system.rows(sql`app.retry_job(${job.tenant_id}::uuid, ${job.key}, ${reason}, ${delay}::int)`)
}
