import type { MessageBatch } from '@cloudflare/workers-types'
import { z } from 'zod'
import { WAIT_SECONDS } from '../core/contract/jobs.ts'
import { TenantDb, type Work } from '../core/db/tenant-db.ts'
import { ATTEMPTS_MAX, retryDelaySeconds } from '../core/domain/jobs/schedule.ts'
import { AppError, ERRORS } from '../core/domain/kernel/errors.ts'
import type { JobContext, JobRow } from './context.ts'
import { giveUp, tellGivenUp } from './given-up.ts'
import { handle } from './handlers.ts'
import { inTurn } from './in-turn.ts'
import { finishJob, giveBackJobs, LEASES, postponeJob, retryJob, takeJobs } from './table.ts'

/** Below the six connections that a Worker may have open at once. */
const AT_ONCE = 4

const Message = z.object({ tenant_id: z.uuid(), key: z.string().max(300) })

interface Prepared {
  job: JobRow
  work: Work
}

/**
 * One batch: one trip to take what is due, one for each business in it; a business whose part fails is repeated job by job.
 * `jobs` is the truth: a failure is written there with its next time, and the message is acknowledged; only a database that
 * cannot be reached makes the queue deliver again. What waited so long that its lease could end before its work is given back.
 */
export async function consume(
  batch: MessageBatch<unknown>,
  ctx: JobContext,
  { leases, waitSeconds } = { leases: LEASES, waitSeconds: WAIT_SECONDS },
): Promise<void> {
  const lateAt = Date.now() + waitSeconds * 1000
  const wanted = batch.messages.flatMap((message) => Message.safeParse(message.body).data ?? [])
  const jobs = wanted.length ? await takeJobs(ctx.system, wanted, leases) : []
  const late: JobRow[] = []
  const turn = inTurn(AT_ONCE)
  const start = (job: JobRow) =>
    turn(async () => {
      if (Date.now() <= lateAt) return prepare(job, ctx)
      late.push(job)
      return []
    })
  const parts = [...Map.groupBy(jobs, ({ tenant_id }) => tenant_id).values()]
  await Promise.all(parts.map(async (part) => commitPart((await Promise.all(part.map(start))).flat(), ctx)))
  if (late.length) await giveBackJobs(ctx.system, late)
  batch.ackAll()
}

/** Asks whom it must ask; answers what is left to be written. */
async function prepare(job: JobRow, ctx: JobContext): Promise<Prepared[]> {
  try {
    if (job.attempts > ATTEMPTS_MAX) throw new AppError('VALIDATION_ERROR', 'Each consumer died before it was done')
    const result = await handle(job, ctx)
    if (result && 'work' in result) return [{ job, work: result.work }]
    if (result) await postponeJob(ctx.system, job, result.againSeconds)
    else await finishJob(ctx.system, job)
  } catch (error) {
    await recordFailure(job, ctx, error)
  }
  return []
}

async function commitPart(part: Prepared[], ctx: JobContext): Promise<void> {
  const isFirst = ({ work }: Prepared, index: number) =>
    work.once === undefined || part.findIndex((other) => other.work.once === work.once) === index
  const together = part.filter(isFirst)
  for (const { job } of part.filter((one, index) => !isFirst(one, index))) await postponeJob(ctx.system, job, 0)
  try {
    await TenantDb.commitAll(together.map(({ job, work }) => ({ tenant: ctx.tenantOf(job), work })))
  } catch (error) {
    if (together.length === 1) return recordFailure(together[0]!.job, ctx, error)
    for (const one of together) await commitPart([one], ctx)
  }
}

async function recordFailure(job: JobRow, ctx: JobContext, error: unknown): Promise<void> {
  // It is done, or its lease ended and another consumer holds it.
  if (error instanceof AppError && error.hint === 'job') return
  // It was closed meanwhile: the job waits, without an attempt.
  if (error instanceof AppError && error.code === 'BUSINESS_CLOSED') return void (await postponeJob(ctx.system, job, 0))
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
  // Before it ends: what cannot be said now is said when the sweep brings the job again.
  if (delay === null) await giveUp(job, ctx)
  await retryJob(ctx.system, job, reason, delay)
  if (delay === null) tellGivenUp(job, ctx)
}
