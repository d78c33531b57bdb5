import { beforeAll, describe, expect, it } from 'vitest'
import { getMe } from '../../../core/services/auth/me.ts'
import { openSample } from '../../../core/services/auth/sample.ts'
import { getBusiness } from '../../../core/services/business/get.ts'
import { removeBusiness } from '../../../core/services/business/remove.ts'
import { createExport } from '../../../core/services/exports/create.ts'
import { type ClosableBusiness, closableBusiness } from '../../support/closed-business.ts'
import { useDatabase } from '../../support/database.ts'
import { fillEverything } from '../../support/every-state.ts'
import { refusal } from '../../support/refusal.ts'
import { openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'
import { linkTo, portal } from '../portal/portal-link.ts'

const database = useDatabase()
const { view } = portal(database)
let world: StripeWorld
beforeAll(() => {
  world = stripeWorld(database)
})

/** Tables that have a row of a business, by the catalogue: a table of later is among them. */
async function left(tenantId: string): Promise<string[]> {
  const tables = await database.admin<{ name: string }>(
    `select a.attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
       join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('app', 'public') where a.attname = 'tenant_id' and not a.attisdropped`,
  )
  expect(tables.length).toBeGreaterThan(60)
  const found: string[] = []
  for (const { name } of tables)
    if ((await database.admin(`select from ${name} where tenant_id = $1 limit 1`, [tenantId])).length) found.push(name)
  const [tenant] = await database.admin(`select from app.tenants where id = $1 or rehearsal_of = $1`, [tenantId])
  return tenant ? [...found, 'app.tenants'] : found
}

/** Its days are over. */
const over = ({ ours }: ClosableBusiness) =>
  database.admin(
    `with t as (update app.tenants set kept_until = app.now() where id = $1) update app.jobs set run_at = app.now() where tenant_id = $1 and type = 'BUSINESS_REMOVE'`,
    [ours.tenantId],
  )

async function jobOf({ ours }: ClosableBusiness) {
  const [job] = await database.admin<{ key: string; payload: { closing_id: string } }>(
    `select key, payload from app.jobs where tenant_id = $1 and type = 'BUSINESS_REMOVE' and done_at is null`,
    [ours.tenantId],
  )
  return { tenant_id: ours.tenantId, ...job! }
}

const usersOf = async ({ ours }: ClosableBusiness) =>
  (
    await database.admin<{ id: string }>(`select id from app.users where id = any($1)`, [Object.values(ours.userIds)])
  ).map(({ id }) => id)

/** One step after the other, as by a consumer that is killed after each. */
async function killedAfterEach(one: ClosableBusiness, rows: number): Promise<number> {
  const { tenant_id: tenantId, key, payload } = await jobOf(one)
  for (let turn = 1; ; turn++) {
    const [{ lease } = { lease: '' }] = await database.admin<{ lease: string }>(
      `update app.jobs set leased_until = clock_timestamp() + interval '1 minute', state = 'RUNNING' where tenant_id = $1 and key = $2 returning leased_until::text as lease`,
      [tenantId, key],
    )
    const again = await removeBusiness(
      world.context,
      { tenantId, lease, closingId: payload.closing_id, attempts: 1 },
      rows,
      0,
    )
    if (!again) return turn
  }
}

async function everything(): Promise<ClosableBusiness> {
  const one = await closableBusiness(database)
  await fillEverything(database, world, one.ours)
  const { id } = await createExport(one.ours.as('OWNER'))
  await world.work([{ tenant_id: one.ours.tenantId, key: `export:${id}` }])
  // What would be in the way of closing ends.
  await database.admin(`update refunds set status = 'SUCCEEDED' where tenant_id = $1 and status = 'PENDING'`, [
    one.ours.tenantId,
  ])
  await database.admin(`update refund_requests set status = 'REFUSED' where tenant_id = $1 and status = 'OPEN'`, [
    one.ours.tenantId,
  ])
  await database.admin(`update disputes set status = 'LOST' where tenant_id = $1`, [one.ours.tenantId])
  await database.admin(`update checkout_sessions set status = 'EXPIRED' where tenant_id = $1`, [one.ours.tenantId])
  await one.close()
  return one
}

describe('the removal', () => {
  it('of a business with everything leaves no row, no file and no account, killed after each step, and touches no other', async () => {
    const [one, other] = [await everything(), await closableBusiness(database)]
    await other.ours.sentInvoice()
    world.files.kept.set(`audit/heads/${one.ours.tenantId}`, new Uint8Array())
    world.files.kept.set(`tenant/${other.ours.tenantId}/one`, new Uint8Array())
    for (const { ours } of [one, other]) await world.counter.meter.used(ours.tenantId, '2026-11-01')
    const before = await left(other.ours.tenantId)
    expect((await left(one.ours.tenantId)).length).toBeGreaterThan(35)
    // Somebody who works elsewhere, too, and somebody who has a sample of his own.
    await database.admin(`insert into app.memberships (tenant_id, user_id, role) values ($1, $2, 'STAFF')`, [
      other.ours.tenantId,
      one.ours.userIds.STAFF,
    ])
    await over(one)
    // Money that began to move while it was closed is told to nobody who could lose it.
    const dispute = (status: string) =>
      database.admin(`update disputes set status = $2 where tenant_id = $1`, [one.ours.tenantId, status])
    await dispute('NEEDS_RESPONSE')
    await world.work([await jobOf(one)])
    expect((await left(one.ours.tenantId)).length).toBeGreaterThan(35)
    await dispute('LOST')
    expect(await killedAfterEach(one, 40)).toBeGreaterThan(8)
    expect(await left(one.ours.tenantId)).toEqual([])
    expect([...world.files.kept.keys()].filter((key) => key.includes(one.ours.tenantId))).toEqual([])
    expect(world.files.kept.has(`tenant/${other.ours.tenantId}/one`)).toBe(true)
    expect([one, other].map(({ ours }) => world.counter.has(ours.tenantId))).toEqual([false, true])
    expect(await usersOf(one)).toEqual([one.ours.userIds.STAFF])
    expect(await left(other.ours.tenantId)).toEqual(before)
    expect((await refusal(getBusiness(one.ours.as('OWNER')))).code).toBe('FORBIDDEN')
  })

  it('waits for the warning that is late', async () => {
    const one = await closableBusiness(database)
    await one.close()
    await over(one)
    const warn = (changes: string) =>
      database.admin(
        `update app.jobs set ${changes} where tenant_id = $1 and type = 'CLOSING_MAIL' and payload->>'kind' = 'ending'`,
        [one.ours.tenantId],
      )
    const { tenant_id, key } = await jobOf(one)
    const step = () =>
      world.work([{ tenant_id, key }]).then(() => database.admin('select from app.tenants where id = $1', [tenant_id]))
    await warn('run_at = app.now()')
    expect(await step()).toHaveLength(1)
    await warn(`state = 'FAILED', done_at = clock_timestamp()`)
    await database.admin(
      `update app.jobs set run_at = app.now(), leased_until = null where tenant_id = $1 and key = $2`,
      [tenant_id, key],
    )
    expect(await step()).toHaveLength(1)
    // Late, it moves the end to where it says.
    await database.admin(`select app.ending_mail(id, closing_id, $2) from app.tenants where id = $1`, [
      tenant_id,
      one.ours.userIds.OWNER,
    ])
    const [{ days } = { days: 0 }] = await database.admin<{ days: number }>(
      `select extract(day from kept_until - app.now())::int as days from app.tenants where id = $1`,
      [tenant_id],
    )
    expect(days).toBeGreaterThanOrEqual(3)
    await warn(`state = 'DONE'`)
    await over(one)
    await database.admin(
      `update app.jobs set run_at = app.now(), leased_until = null where tenant_id = $1 and key = $2`,
      [tenant_id, key],
    )
    expect(await step()).toEqual([])
  })

  it('asks Stripe to disconnect its account before a row goes, and keeps nothing of what is told of it then', async () => {
    const one = await closableBusiness(database)
    const checkout = await openCheckout(world, database, one.ours, (await one.ours.sentInvoice()).id)
    await one.close()
    await over(one)
    await world.work([await jobOf(one)])
    expect(world.state.disconnected).toContain(checkout.account)
    expect(await left(one.ours.tenantId)).toEqual([])
    await world.deliver(checkout.succeeded())
    expect(
      await database.admin(`select payload from app.webhook_events where account = $1`, [checkout.account]),
    ).toEqual([{ payload: {} }])
  })

  it('tries again where Stripe does not answer, nine times at most, and goes on where it refuses', async () => {
    const connected = async () => {
      const one = await closableBusiness(database)
      await openCheckout(world, database, one.ours, (await one.ours.sentInvoice()).id)
      await one.close()
      await over(one)
      return one
    }
    const [refused, unanswered] = [await connected(), await connected()]
    world.state.disconnects = false
    await world.work([await jobOf(refused)])
    world.state.disconnects = true
    expect(await left(refused.ours.tenantId)).toEqual([])
    world.state.isDown = true
    const job = await jobOf(unanswered)
    for (let attempt = 1; attempt <= 9; attempt++) {
      expect(await left(unanswered.ours.tenantId)).toContain('app.stripe_accounts')
      await database.admin(`update app.jobs set run_at = app.now() where tenant_id = $1 and key = $2`, [
        job.tenant_id,
        job.key,
      ])
      await world.work([job])
    }
    world.state.isDown = false
    expect(await left(unanswered.ours.tenantId)).toEqual([])
  })

  it('has a place in its order for each table, so that the last statement finds little', async () => {
    const [order] = await database.admin<{ names: string[] }>(`select app.removal_order() as names`)
    const tables = await database.admin<{ name: string }>(
      `select a.attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r' where a.attname = 'tenant_id'`,
    )
    const kept = ['app.jobs', 'app.memberships', 'app.sessions']
    expect([...order!.names.map((name) => name.replace('public.', '')), ...kept].sort()).toEqual(
      tables.map(({ name }) => name).sort(),
    )
  })

  it('waits for the last day, and is nothing for a business that was opened again', async () => {
    const one = await closableBusiness(database)
    await one.close()
    await database.admin(`update app.jobs set run_at = app.now() where tenant_id = $1 and type = 'BUSINESS_REMOVE'`, [
      one.ours.tenantId,
    ])
    const job = await jobOf(one)
    await world.work([job])
    const [waits] = await database.admin<{ for_the_end: boolean }>(
      `select abs(extract(epoch from j.run_at - t.kept_until)) < 60 as for_the_end from app.jobs j join app.tenants t on t.id = j.tenant_id
       where j.tenant_id = $1 and j.key = $2`,
      [job.tenant_id, job.key],
    )
    expect(waits).toEqual({ for_the_end: true })
    await one.reopen()
    await database.admin(
      `update app.jobs set run_at = app.now(), done_at = null, state = 'QUEUED' where tenant_id = $1 and key = $2`,
      [job.tenant_id, job.key],
    )
    await world.work([job])
    expect((await getBusiness(one.ours.as('OWNER'))).closing).toBeNull()
  })

  it('shows nothing of what is half gone: not to its owner, nor behind a link', async () => {
    const one = await closableBusiness(database)
    const link = await linkTo(one.ours, (await one.ours.sentInvoice()).id)
    await one.close()
    expect(await view(link.hash)).not.toBeNull()
    await over(one)
    expect(await view(link.hash)).toBeNull()
    const error = await refusal(getBusiness(one.ours.as('OWNER')))
    expect([error.code, error.message]).toEqual(['BUSINESS_CLOSED', 'This business was closed, and is being removed'])
    expect((await getMe(one.world.auth.system, one.bearerOf('OWNER'))).closing).not.toBeNull()
  })

  it('goes on when the storage was away, and takes a sample of who has nothing else along', async () => {
    const one = await closableBusiness(database, { roles: ['OWNER'] })
    const owner = one.bearerOf('OWNER')
    const where = { currency: 'CAD', timezone: 'America/Toronto', country: 'CA' }
    const sample = await openSample(one.world.auth, owner, where, (orgId) => one.world.tenant({ ...owner, orgId }))
    world.files.kept.set(`tenant/${one.ours.tenantId}/mail/1`, new Uint8Array())
    await one.close()
    await over(one)
    const job = await jobOf(one)
    world.files.isDown = true
    await world.work([job])
    world.files.isDown = false
    expect(await left(one.ours.tenantId)).toContain('app.tenants')
    await database.admin(`update app.jobs set run_at = app.now() where tenant_id = $1`, [one.ours.tenantId])
    await world.work([job])
    expect([await left(one.ours.tenantId), await left(sample.tenant_id), await usersOf(one)]).toEqual([[], [], []])
  })
})
