import type { MessageBatch } from '@cloudflare/workers-types'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { TenantDb, type Work } from '../core/db/tenant-db.ts'
import { retryDelaySeconds } from '../core/domain/jobs/schedule.ts'
import { AppError, ERRORS } from '../core/domain/kernel/errors.ts'
import type { JobContext, JobRow } from './context.ts'
import { handle } from './handlers.ts'

const Message = z.object({ tenant_id: z.uuid(), key: z.string().max(300) })

interface Prepared {
  job: JobRow
  work: Work
}

/**
 * One batch: one trip to take what is due, one for each business in it; a business whose part fails is repeated job by job.
 * `jobs` is the truth: a failure is written there with its next time, and the message is acknowledged; only a database that
 * cannot be reached makes the queue deliver again.
 */
export async function consume(batch: MessageBatch<unknown>, ctx: JobContext): Promise<void> {
  const wanted = batch.messages.flatMap((message) => {
    const parsed = Message.safeParse(message.body)
    return parsed.success ? [parsed.data] : []
  })
  const jobs = wanted.length
    ? await ctx.system.rows<JobRow & Record<string, unknown>>(sql`app.take_jobs(${JSON.stringify(wanted)}::jsonb)`)
    : []
  const prepared: Prepared[] = []
  for (const job of jobs) prepared.push(...(await prepare(job, ctx)))
  for (const part of Map.groupBy(prepared, ({ job }) => job.tenant_id).values()) await commitPart(part, ctx)
  batch.ackAll()
}

/** Asks whom it must ask; answers what is left to be written. */
async function prepare(job: JobRow, ctx: JobContext): Promise<Prepared[]> {
  try {
    const result = await handle(job, ctx)
    if (result && 'work' in result) return [{ job, work: result.work }]
    if (result) await postpone(job, ctx, result.againSeconds)
    else await ctx.system.rows(sql`app.finish_job(${job.tenant_id}::uuid, ${job.key})`)
  } catch (error) {
    await recordFailure(job, ctx, error)
  }
  return []
}

async function commitPart(part: Prepared[], ctx: JobContext): Promise<void> {
  const isFirst = ({ work }: Prepared, index: number) =>
    work.once === undefined || part.findIndex((other) => other.work.once === work.once) === index
  const together = part.filter(isFirst)
  for (const { job } of part.filter((one, index) => !isFirst(one, index))) await postpone(job, ctx, 0)
  try {
    await TenantDb.commitAll(together.map(({ job, work }) => ({ tenant: ctx.tenantOf(job), work })))
  } catch (error) {
    if (together.length === 1) return recordFailure(together[0]!.job, ctx, error)
    for (const one of together) await commitPart([one], ctx)
  }
}

const postpone = (job: JobRow, ctx: JobContext, seconds: number) =>
  ctx.system.rows(sql`app.postpone_job(${job.tenant_id}::uuid, ${job.key}, ${seconds}::int)`)

async function recordFailure(job: JobRow, ctx: JobContext, error: unknown): Promise<void> {
  // Another delivery of the same message finished it meanwhile.
  if (error instanceof AppError && error.hint === 'job') return
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
