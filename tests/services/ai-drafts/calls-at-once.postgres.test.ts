import { expect, it } from 'vitest'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { beginModelCall, recordModelCalls } from '../../../core/services/ai-drafts/calls.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()

it('of any number at once no more go out than the plan has, and each is counted once', async () => {
  const b = await makeBusiness(database)
  const system = new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter()))
  const { actor } = b.as('OWNER')
  const counted = async () =>
    (await database.admin<{ calls: number }>('select calls from app.ai_months where tenant_id = $1', [b.tenantId]))[0]!
      .calls
  await database.admin(
    `insert into app.ai_months (tenant_id, month, calls) select id, date_trunc('month', app.now() at time zone timezone)::date, 980 from app.tenants where id = $1`,
    [b.tenantId],
  )
  const begun = await Promise.all(Array.from({ length: 40 }, () => beginModelCall(system, actor)))
  const allowed = begun.filter((one) => one.allowed)
  expect([allowed.length, await counted()]).toEqual([20, 1000])
  const silent = {
    model: 'm',
    status: 'silent',
    error: 'timeout',
    tokens_in: null,
    tokens_out: null,
    cost_micros: null,
    latency_ms: 1,
  } as const
  await Promise.all([...allowed, ...allowed].map((one) => recordModelCalls(system, actor, one, [silent])))
  expect(await counted()).toBe(980)
})
