import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { beginModelCall, recordModelCalls } from '../../../core/services/ai-drafts/calls.ts'
import type { ModelCall } from '../../../core/services/ai-drafts/ports.ts'
import { getAiUsage } from '../../../core/services/ai-usage/get.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { callMonthOf } from '../../support/call-month.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeCallMeter } from '../../support/fake-call-meter.ts'
import { refusal } from '../../support/refusal.ts'

const database = useDatabase()
let b: TestBusiness
let counter: ReturnType<typeof fakeCallMeter>
beforeEach(async () => {
  b = await makeBusiness(database)
  counter = fakeCallMeter()
})
afterAll(() => database.admin(`update app.clock set shift = '0'`))

/** Product time, whatever day it is here. */
const at = (instant: string) =>
  database.admin(
    `insert into app.clock (shift) values ($1::timestamptz - now()) on conflict (id) do update set shift = excluded.shift`,
    [instant],
  )
const call = (more: Partial<ModelCall> = {}): ModelCall => ({
  model: 'm',
  status: 'ok',
  error: null,
  tokens_in: 10,
  tokens_out: 5,
  cost_micros: 12_500,
  latency_ms: 100,
  ...more,
})
const system = (meter = new Meter()) =>
  new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, meter))
const ports = () => ({ system: system(), callMeter: counter.meter })
const begin = async (of = b) => beginModelCall(ports(), of.as('OWNER').actor, await callMonthOf(of))
async function ask(calls: ModelCall[], of = b) {
  const begun = await begin(of)
  if (begun.outcome !== 'begun') throw new Error('Not allowed')
  await recordModelCalls(ports(), of.as('OWNER').actor, begun.call, calls)
  return begun.call
}
const usage = (of = b) => getAiUsage(of.as('OWNER'), ports(), true)
const onPlan = (plan: string) => database.admin('update app.tenants set plan = $2 where id = $1', [b.tenantId, plan])
const used = (calls: number, month: string) =>
  database.admin(
    'insert into app.ai_months (tenant_id, month, calls) values ($1, $2, $3) on conflict on constraint ai_months_pkey do update set calls = excluded.calls',
    [b.tenantId, month, calls],
  )

describe('what was asked of models', () => {
  it('is nothing in an empty month, of which twelve are told in one trip', async () => {
    await at('2026-11-10T15:00:00Z')
    const meter = new Meter()
    const asked = (isSetUp: boolean) =>
      getAiUsage(b.as('OWNER', { meter }), { ...ports(), system: system(meter) }, isSetUp)
    const none = await asked(false)
    expect(meter.trips).toBe(1)
    await begin()
    await asked(true)
    expect(meter.trips).toBe(2)
    expect(none).toMatchObject({ used: 0, limit: 1000, left: 1000, projected: 0, median_latency_ms: null })
    expect([none.is_model_set_up, none.months.length, none.months[0]?.month, none.months[11]?.month]).toEqual([
      false,
      12,
      '2026-11-01',
      '2025-12-01',
    ])
  })

  it('counts each answer, its use, its cost and the middle of the times, and no call twice', async () => {
    await at('2026-11-10T15:00:00Z')
    await ask([call({ status: 'invalid', latency_ms: 400 }), call({ latency_ms: 200, cost_micros: null })])
    await ask([call({ status: 'silent', latency_ms: 8000, cost_micros: null })])
    const begun = await ask([call({ latency_ms: 100 })])
    await recordModelCalls(ports(), b.as('OWNER').actor, begun, [call()])
    const { months, ...now } = await usage()
    expect(now).toMatchObject({ used: 3, projected: 9, median_latency_ms: 200, state: 'OPEN' })
    expect(months[0]).toEqual({
      month: '2026-11-01',
      calls: 3,
      useful: 2,
      useless: 1,
      silent: 1,
      cost_usd: '0.025000',
      unpriced: 1,
    })
  })

  it('is told by the months of the business: here it is still November where it is December elsewhere', async () => {
    const [auckland, hawaii] = [
      await makeBusiness(database, { timezone: 'Pacific/Auckland' }),
      await makeBusiness(database, { timezone: 'Pacific/Honolulu' }),
    ]
    await at('2026-11-30T20:00:00Z')
    for (const one of [auckland, hawaii]) await ask([call()], one)
    expect(await usage(auckland)).toMatchObject({ used: 1, renews_on: '2027-01-01', projected: null })
    expect(await usage(hawaii)).toMatchObject({ used: 1, renews_on: '2026-12-01', projected: 1 })
    await at('2026-12-01T20:00:00Z')
    const [there, here] = [await usage(auckland), await usage(hawaii)]
    expect([there.used, here.used, here.months[1]?.calls]).toEqual([1, 0, 1])
    // What was answered last month is no time of this one.
    expect([there.median_latency_ms, here.median_latency_ms]).toEqual([100, null])
  })

  it('knows no limit on a plan without one, and a limit that was lowered below use', async () => {
    await at('2026-11-10T15:00:00Z')
    await used(4000, '2026-11-01')
    await onPlan('PRO')
    expect(await usage()).toMatchObject({ plan: 'PRO', limit: null, left: null, state: 'OPEN', projected: 12_000 })
    await onPlan('STARTER')
    expect(await usage()).toMatchObject({ limit: 1000, left: 0, used: 4000, state: 'REACHED', projected: 4000 })
    expect(await begin()).toEqual({ outcome: 'limited', limit: 1000, renewedOn: '2026-12-01' })
    await onPlan('TEAM')
    expect(await usage()).toMatchObject({ limit: 10_000, left: 6000, state: 'OPEN' })
    expect(await begin()).toMatchObject({ outcome: 'begun' })
  })

  it('is what was counted, not what the ledger has of it; where nobody answers, that', async () => {
    await at('2026-11-10T15:00:00Z')
    await used(40, '2026-11-01')
    expect(await usage()).toMatchObject({ used: 40 })
    await ask([call()])
    await used(7, '2026-11-01')
    const counted = await usage()
    expect(counted).toMatchObject({ used: 41, left: 959, projected: 123 })
    expect(counted.months[0]?.calls).toBe(41)
    counter.state.isDown = true
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect((await usage()).used).toBe(7)
    vi.restoreAllMocks()
  })

  it('is of the whole business, so an agent is refused, and of no other', async () => {
    await at('2026-11-10T15:00:00Z')
    const other = await makeBusiness(database)
    await ask([call()], other)
    expect((await usage()).used).toBe(0)
    expect((await getAiUsage(b.as('VIEWER'), ports(), true)).used).toBe(0)
    expect(await refusal(getAiUsage(b.as('AGENT'), ports(), true))).toMatchObject({ code: 'FORBIDDEN' })
  })
})

it('calls are forgotten after thirteen months, what they came to is not', async () => {
  await at('2026-11-10T15:00:00Z')
  await ask([call()])
  await at('2027-12-09T15:00:00Z')
  const kept = async () =>
    (await database.admin('select id from app.ai_calls where tenant_id = $1', [b.tenantId])).length
  await database.admin('select app.tidy_work()')
  expect(await kept()).toBe(1)
  await at('2027-12-11T15:00:00Z')
  await database.admin('select app.tidy_work()')
  expect(await kept()).toBe(0)
  await at('2026-12-11T15:00:00Z')
  expect((await usage()).months[1]).toMatchObject({ calls: 1, cost_usd: '0.012500' })
})
