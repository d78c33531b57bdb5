import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { JOB_PLANS, WAIT_SECONDS } from '../../../core/contract/jobs.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import type { JobRow } from '../../../queues/context.ts'
import { finishJob, giveBackJobs, LEASES, postponeJob, retryJob, takeJobs } from '../../../queues/table.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { refusalOf } from '../../support/refusal.ts'
import { openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
const SHORT = { WEBHOOK_PROCESS: 0.05 }
let ours: TestBusiness
let world: StripeWorld
beforeAll(async () => {
  if (!database.kind) return
  ours = await makeBusiness(database)
})
beforeEach(() => {
  world = stripeWorld(database)
})

/** An event of a payment, stored and waiting. */
async function paid() {
  const { id } = await ours.sentInvoice()
  const checkout = await openCheckout(world, database, ours, id)
  const { job } = await world.receive(checkout.completed())
  return { id, intent: checkout.intent, message: { tenant_id: ours.tenantId, key: job! } }
}

const rowOf = async ({ key }: { key: string }) => {
  const [row] = await database.admin<{ seconds: number }>(
    `select state, attempts, reason, leased_until > clock_timestamp() as leased,
       extract(epoch from leased_until - clock_timestamp())::float8 as seconds from app.jobs where key = $1`,
    [key],
  )
  return row!
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a lease', () => {
  it('is as long as the type of the job says, which leaves time for the work after the wait', async () => {
    const { message } = await paid()
    await takeJobs(world.context.system, [message])
    const { seconds } = await rowOf(message)
    expect(Math.abs(seconds - JOB_PLANS.WEBHOOK_PROCESS.leaseSeconds)).toBeLessThan(10)
    for (const { leaseSeconds } of Object.values(JOB_PLANS)) expect(leaseSeconds).toBeGreaterThan(WAIT_SECONDS)
  })

  it('keeps others away until it ends; then a job that lost its consumer is swept and done', async () => {
    const { id, message } = await paid()
    const [lost] = await takeJobs(world.context.system, [message], { ...LEASES, WEBHOOK_PROCESS: 1 })
    expect(lost).toMatchObject({ key: message.key, attempts: 1 })
    await world.work([message])
    await world.sweep()
    expect(await rowOf(message)).toMatchObject({ state: 'RUNNING', attempts: 1 })
    await pause(1_000)
    await world.sweep()
    expect(await rowOf(message)).toMatchObject({ state: 'DONE', attempts: 2 })
    expect((await getInvoice(ours.as('OWNER'), id)).amount_paid).toBe(10000n)
  })

  it('that ended names nobody: who lost the job changes neither it nor the business', async () => {
    const { message } = await paid()
    const [old] = (await takeJobs(world.context.system, [message], SHORT)) as [JobRow]
    await pause(60)
    const [held] = (await takeJobs(world.context.system, [message])) as [JobRow]
    expect(held.lease).not.toBe(old.lease)
    await finishJob(world.context.system, old)
    await postponeJob(world.context.system, old, 60)
    await retryJob(world.context.system, old, 'late', null)
    await giveBackJobs(world.context.system, [old])
    expect(await rowOf(message)).toMatchObject({ state: 'RUNNING', attempts: 2, reason: null, leased: true })
    const beat = { action: 'webhooks.process', id: null } as const
    const refused = await refusalOf(world.context.tenantOf(old).commit({ beat, steps: [] }), 'CONFLICT')
    expect(refused.hint).toBe('job')
    await refusalOf(world.context.tenantOf(old).read('payments.apply'), 'CONFLICT')
    await world.context.tenantOf(held).commit({ beat, steps: [] })
    await finishJob(world.context.system, held)
    expect(await rowOf(message)).toMatchObject({ state: 'DONE' })
  })

  it('IN4 of a job whose every consumer died ends in FAILED, with an alert', async () => {
    const { message } = await paid()
    await database.admin(`update app.jobs set attempts = 9, state = 'RUNNING', leased_until = now() where key = $1`, [
      message.key,
    ])
    await world.sweep()
    expect(await rowOf(message)).toMatchObject({ state: 'FAILED', attempts: 10 })
    expect(
      await database.admin(`select 1 from app.alerts where kind = 'job.failed' and detail->>'key' = $1`, [message.key]),
    ).toHaveLength(1)
  })
})

describe('a batch behind a slow provider', () => {
  it('asks for four jobs at once; what waited too long is given back as if never taken, in one trip', async () => {
    const all = [await paid(), await paid(), await paid(), await paid(), await paid(), await paid()]
    world.state.delayMs = 1_500
    world.meter.trips = 0
    await world.work(
      all.map(({ message }) => message),
      { leases: LEASES, waitSeconds: 1 },
    )
    expect(world.meter.trips).toBe(3)
    expect(world.state.askedAtOnce.at(-1)).toEqual(all.slice(0, 4).map(({ intent }) => intent))
    for (const { id, message } of all.slice(0, 4)) {
      expect(await rowOf(message)).toMatchObject({ state: 'DONE', attempts: 1 })
      expect((await getInvoice(ours.as('OWNER'), id)).amount_paid).toBe(10000n)
    }
    for (const { message } of all.slice(4)) {
      expect(await rowOf(message)).toMatchObject({ state: 'QUEUED', attempts: 0, leased: null })
    }
    world.state.delayMs = 0
    await world.sweep()
    for (const { message } of all) expect(await rowOf(message)).toMatchObject({ state: 'DONE', attempts: 1 })
  })
})
