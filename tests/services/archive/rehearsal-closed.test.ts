import { beforeEach, describe, expect, it } from 'vitest'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { createExport } from '../../../core/services/exports/create.ts'
import { getExport } from '../../../core/services/exports/list.ts'
import { rehearseExport, sweepRehearsals } from '../../../core/services/exports/rehearse.ts'
import { type ClosableBusiness, closableBusiness } from '../../support/closed-business.ts'
import { useDatabase } from '../../support/database.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let world: StripeWorld
let one: ClosableBusiness
let id: string
beforeEach(async () => {
  world = stripeWorld(database)
  one = await closableBusiness(database)
  await one.ours.sentInvoice()
  id = (await createExport(one.ours.as('OWNER'))).id
  await work(`export:${id}`)
})

const work = (key: string) => world.work([{ tenant_id: one.ours.tenantId, key }])
const begin = async () => ((await rehearseExport(one.ours.as('OWNER'), id)).rehearsal as { id: string }).id
const told = async () => (await getExport(one.ours.as('OWNER'), id)).rehearsal
const isThere = async (hidden: string) =>
  (await database.admin(`select from app.tenants where id = $1`, [hidden])).length === 1
const STOPPED = { status: 'FAILED', reason: 'The business was closed: try it again when it is open' }

describe('a restore that is tried while its business is closed', () => {
  it('stops where it is, says so, goes with what came of it, and can be tried again', async () => {
    const hidden = await begin()
    const { tenantOf } = world.context
    let trips = 0
    world.context.tenantOf = (job) => (job.tenant_id === hidden ? after(tenantOf(job), 5) : tenantOf(job))
    await work(`rehearse:${hidden}`)
    world.context.tenantOf = tenantOf
    // Nothing was written behind the closing.
    expect(trips).toBe(5)
    expect(await told()).toMatchObject(STOPPED)
    expect(await isThere(hidden)).toBe(true)
    await sweepRehearsals(world.context.system)
    expect(await isThere(hidden)).toBe(false)
    expect(await told()).toMatchObject(STOPPED)
    await one.reopen()
    const again = await begin()
    await work(`rehearse:${again}`)
    expect(await told()).toMatchObject({ status: 'DONE', equal: true })

    /** A handle before whose next transaction the business is closed, once so many are through. */
    function after(tenant: TenantDb, most: number): TenantDb {
      const batch = tenant.db.batch.bind(tenant.db)
      tenant.db.batch = (async (...args: Parameters<typeof batch>) => {
        if (trips === most) await one.close()
        const answer = await batch(...args)
        trips++
        return answer
      }) as never
      return tenant
    }
  })

  it('is not begun where it only waited', async () => {
    const hidden = await begin()
    await one.close()
    await work(`rehearse:${hidden}`)
    await sweepRehearsals(world.context.system)
    expect([await told(), await isThere(hidden)]).toMatchObject([STOPPED, false])
  })
})
