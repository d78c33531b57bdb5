import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { LEASES } from '../../../queues/table.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { openCheckout, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()

/** The last four jobs of the batch would begin when their lease is over; others come from the other end. */
const JOBS = 16
const PROVIDER_MS = 1_500
const TIMING = { leases: { ...LEASES, WEBHOOK_PROCESS: 4 }, waitSeconds: 1 }
const CONSUMERS = 3

it('IN3 a slow provider makes no job run twice at once', async () => {
  const world = stripeWorld(database)
  const ours = await makeBusiness(database)
  const messages = []
  for (let i = 0; i < JOBS; i++) {
    const { id } = await ours.sentInvoice()
    const { job } = await world.receive((await openCheckout(world, database, ours, id)).completed())
    messages.push({ tenant_id: ours.tenantId, key: job! })
  }
  world.state.delayMs = PROVIDER_MS
  const open = () => database.admin(`select 1 from app.jobs where done_at is null and type = 'WEBHOOK_PROCESS'`)
  const sweepUntilDone = async () => {
    while ((await open()).length) {
      const due = await world.context.system.rows<{ tenant_id: string; key: string }>(sql`app.sweep(500, 1)`)
      await world.work(due.reverse(), TIMING)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  await Promise.all([world.work(messages, TIMING), ...Array.from({ length: CONSUMERS }, sweepUntilDone)])

  const twice = world.state.askedAtOnce.filter((asking) => new Set(asking).size < asking.length)
  expect(twice).toEqual([])
  const ended = await database.admin(`select state, attempts, count(*)::int from app.jobs
    where type = 'WEBHOOK_PROCESS' group by 1, 2`)
  expect(ended).toEqual([{ state: 'DONE', attempts: 1, count: JOBS }])
  const [money] = await database.admin(
    `select count(*)::int, count(distinct invoice_id)::int as invoices from payments`,
  )
  expect(money).toEqual({ count: JOBS, invoices: JOBS })
}, 60_000)
