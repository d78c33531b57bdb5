import { beforeEach, expect, it, vi } from 'vitest'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { beginModelCall, recordModelCalls, takeAnswers } from '../../../core/services/ai-drafts/calls.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { callMonthOf } from '../../support/call-month.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeCallMeter } from '../../support/fake-call-meter.ts'

const database = useDatabase()
let b: TestBusiness
let counter: ReturnType<typeof fakeCallMeter>
beforeEach(async () => {
  b = await makeBusiness(database)
  counter = fakeCallMeter()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await database.admin(
    `insert into app.ai_months (tenant_id, month, calls) select id, date_trunc('month', app.now() at time zone timezone)::date, 980 from app.tenants where id = $1`,
    [b.tenantId],
  )
  return () => vi.restoreAllMocks()
})

const ports = () => ({
  system: new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter())),
  callMeter: counter.meter,
})
const begin = async () => beginModelCall(ports(), b.as('OWNER').actor, await callMonthOf(b))
const begun = async (times: number) =>
  (await Promise.all(Array.from({ length: times }, begin))).flatMap((one) =>
    one.outcome === 'begun' ? [one.call] : [],
  )
/** By the object, and by the ledger. */
async function counted(): Promise<[number | null, number]> {
  const { tenant_id, month, calls } = await callMonthOf(b)
  return [(await counter.meter.used(tenant_id, month))?.calls ?? null, calls]
}
const call = (status: 'ok' | 'silent') => ({
  model: 'm',
  status,
  error: null,
  tokens_in: null,
  tokens_out: null,
  cost_micros: null,
  latency_ms: 1,
})

it('of any number at once no more go out than the plan has, and each is counted once', async () => {
  const calls = await begun(40)
  expect([calls.length, await counted()]).toEqual([20, [1000, 1000]])
  const { actor } = b.as('OWNER')
  await Promise.all([...calls, ...calls].map((one) => recordModelCalls(ports(), actor, one, [call('silent')])))
  expect(await counted()).toEqual([980, 980])
})

it('of any number that are revised at once no more answers are asked for than the plan has', async () => {
  const calls = await begun(5)
  const revised = await Promise.all(
    calls.map(async (one) => {
      let answers = 1
      while (answers < 8 && (await takeAnswers(ports(), one, answers + 1)) === null) answers++
      return answers
    }),
  )
  expect([revised.reduce((sum, answers) => sum + answers, 0), (await counted())[0]]).toEqual([20, 1000])
  const made = (answers: number) => Array.from({ length: answers }, () => call('ok'))
  await Promise.all(calls.map((one, n) => recordModelCalls(ports(), b.as('OWNER').actor, one, made(revised[n]!))))
  expect(await counted()).toEqual([1000, 1000])
})

it('also where each answer of the object is lost once: what is told again is one', async () => {
  const stop = setInterval(() => {
    counter.state.losesAnswers = !counter.state.losesAnswers
  }, 2)
  const calls = await begun(40)
  clearInterval(stop)
  counter.state.losesAnswers = false
  const [used, ledger] = await counted()
  // A take whose two answers were lost is not made, and counted until the ledger is asked about it.
  expect(used).toBe(1000)
  expect(calls.length).toBe(ledger - 980)
  expect(calls.length).toBeLessThanOrEqual(20)
})

it('answers of half of them come while others are taken, and its storage is lost: the ledger knows', async () => {
  const [first, ...others] = await begun(8)
  const { actor } = b.as('OWNER')
  counter.lose(b.tenantId)
  await recordModelCalls(ports(), actor, first!, [call('ok'), call('ok')])
  const more = await begun(4)
  await Promise.all(
    [...others, ...more].map((one, n) =>
      recordModelCalls(ports(), actor, one, n % 2 ? [call('silent')] : [call('ok')]),
    ),
  )
  expect(await counted()).toEqual([980 + 2 + 6, 980 + 2 + 6])
})
