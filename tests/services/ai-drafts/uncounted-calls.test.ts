import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { askModel } from '../../../core/services/ai-drafts/ask-model.ts'
import type { ModelAnswer, ModelCall } from '../../../core/services/ai-drafts/ports.ts'
import { getAiUsage } from '../../../core/services/ai-usage/get.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { callMonthOf } from '../../support/call-month.ts'
import { closableBusiness } from '../../support/closed-business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeCallMeter } from '../../support/fake-call-meter.ts'
import { refusal } from '../../support/refusal.ts'

// Where the object that counts and the ledger do not hear of each other.
const database = useDatabase()
let b: TestBusiness
let counter: ReturnType<typeof fakeCallMeter>
let asked: number
beforeEach(async () => {
  b = await makeBusiness(database)
  counter = fakeCallMeter()
  asked = 0
  vi.spyOn(console, 'error').mockImplementation(() => {})
  return () => vi.restoreAllMocks()
})
afterAll(() => database.admin(`update app.clock set shift = '0'`))

const source = { lines: linesOf('The boiler leaks'), occasion: { received: '2026-11-24T09:00:00' } }
const call = (status: ModelCall['status'] = 'ok'): ModelCall => ({
  model: 'm',
  status,
  error: null,
  tokens_in: 10,
  tokens_out: 5,
  cost_micros: null,
  latency_ms: 20,
})
const answer = (calls: ModelCall[]): ModelAnswer => ({ outcome: 'failed', reason: 'No use', calls })
const system = () => new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter()))

async function ask(calls: ModelCall[] = [call()], meanwhile: () => unknown = () => {}, of = system()) {
  const draftModel = {
    async propose() {
      asked++
      await meanwhile()
      return answer(calls)
    },
  }
  const ports = { system: of, callMeter: counter.meter, draftModel }
  return askModel(ports, b.as('OWNER').actor, await callMonthOf(b), source)
}
async function counted(): Promise<[object: number | null, ledger: number]> {
  const { tenant_id, month, calls } = await callMonthOf(b)
  return [(await counter.meter.used(tenant_id, month))?.calls ?? null, calls]
}
/** So much later that whoever took a call has died. */
const later = () => {
  counter.state.now = () => Date.now() + 1_500_000
}

describe('nobody is asked without a count', () => {
  it('where the object cannot be reached, which is said, and not written down', async () => {
    counter.state.isDown = true
    expect(await ask()).toEqual({
      outcome: 'failed',
      reason: 'AI calls cannot be counted just now, so no model was asked. What rules read stands',
    })
    counter.state.isDown = false
    expect([asked, await counted()]).toEqual([0, [null, 0]])
    expect(await ask()).toMatchObject({ outcome: 'failed', reason: 'No use' })
    expect([asked, await counted()]).toEqual([1, [1, 1]])
  })

  it('where its answers are lost: what it took for nothing it gives back when it hears', async () => {
    await ask()
    counter.state.losesAnswers = true
    expect((await ask()).outcome).toBe('failed')
    counter.state.losesAnswers = false
    expect([asked, await counted()]).toEqual([1, [2, 1]])
    later()
    await ask()
    expect(await counted()).toEqual([2, 2])
  })

  it('where the business was closed meanwhile: what was taken is given back at once', async () => {
    const closable = await closableBusiness(database)
    b = closable.ours
    await ask()
    await closable.close()
    expect(await refusal(ask())).toMatchObject({ code: 'BUSINESS_CLOSED' })
    expect([asked, await counted()]).toEqual([1, [1, 1]])
  })
})

describe('where all that is left was taken and never heard of', () => {
  const use = (calls: number) =>
    database.admin(
      `insert into app.ai_months (tenant_id, month, calls) select id, date_trunc('month', app.now() at time zone timezone)::date, $2 from app.tenants where id = $1`,
      [b.tenantId, calls],
    )
  const lost = { value: () => Promise.reject(new Error('killed')) } as unknown as SystemDb
  const loseTwo = async () => {
    for (let n = 0; n < 2; n++) await expect(ask([call()], () => {}, lost)).rejects.toThrow('killed')
  }

  it('the ledger is asked before anybody is refused: what was never begun is given back', async () => {
    await use(998)
    await loseTwo()
    expect(await counted()).toEqual([1000, 998])
    expect((await ask()).outcome).toBe('limited')
    later()
    expect(await ask()).toMatchObject({ reason: 'No use' })
    expect([asked, await counted()]).toEqual([1, [999, 999]])
  })

  it('what was used stays used', async () => {
    await use(999)
    await expect(ask([call()], () => Promise.reject(new Error('killed')))).rejects.toThrow('killed')
    later()
    expect((await ask()).outcome).toBe('limited')
    expect(await counted()).toEqual([1000, 1000])
  })

  it('who looks at what was used is not told of them', async () => {
    await use(998)
    await loseTwo()
    later()
    const ports = { system: system(), callMeter: counter.meter }
    expect(await getAiUsage(b.as('VIEWER'), ports, true)).toMatchObject({ used: 998, left: 2, state: 'NEAR' })
    expect(await counted()).toEqual([998, 998])
  })
})

describe('whoever dies on the way', () => {
  it('between the take and the ledger has asked nobody: it is given back', async () => {
    await ask()
    const dead = { value: () => Promise.reject(new Error('killed')) } as unknown as SystemDb
    await expect(ask([call()], () => {}, dead)).rejects.toThrow('killed')
    expect(await counted()).toEqual([2, 1])
    later()
    await ask()
    expect([asked, await counted()]).toEqual([2, [2, 2]])
  })

  it('while the model answers has used one, for good', async () => {
    await expect(ask([call()], () => Promise.reject(new Error('killed')))).rejects.toThrow('killed')
    expect(await counted()).toEqual([1, 1])
    later()
    await ask()
    await ask()
    expect(await counted()).toEqual([3, 3])
  })

  it('between the ledger and the object leaves what came of it to the next who asks', async () => {
    const down = () => {
      counter.state.isDown = true
    }
    await ask([call(), call(), call('invalid')], down)
    counter.state.isDown = false
    await ask([call('silent')], down)
    counter.state.isDown = false
    expect(await counted()).toEqual([2, 3])
    later()
    await ask()
    expect(await counted()).toEqual([4, 4])
  })
})

describe('the object is gone', () => {
  it('while a call is under way: it begins again with the ledger, and nothing is counted twice or lost', async () => {
    await ask([call(), call()])
    await ask([call(), call(), call()], async () => {
      counter.lose(b.tenantId)
      await ask([call('silent')])
    })
    expect(await counted()).toEqual([5, 5])
  })

  it('and its plan was used up: it still is', async () => {
    await ask()
    await database.admin('update app.ai_months set calls = 1000 where tenant_id = $1', [b.tenantId])
    counter.lose(b.tenantId)
    expect((await ask()).outcome).toBe('limited')
    expect(asked).toBe(1)
  })
})

it('a call of last month is settled in last month, and takes none of this one', async () => {
  const shift = (to: string) =>
    database.admin(
      `insert into app.clock (shift) values ($1::timestamptz - now()) on conflict (id) do update set shift = excluded.shift`,
      [to],
    )
  b = await makeBusiness(database, { timezone: 'Etc/UTC' })
  await shift('2026-11-30T23:59:59Z')
  await ask([call(), call()], () => shift('2026-12-01T00:00:10Z'))
  expect(await counted()).toEqual([null, 0])
  await ask()
  expect(await counted()).toEqual([1, 1])
  expect((await counter.meter.used(b.tenantId, '2026-11-01'))?.calls).toBe(2)
  const months = await database.admin('select month::text, calls from app.ai_months where tenant_id = $1 order by 1', [
    b.tenantId,
  ])
  expect(months).toEqual([
    { month: '2026-11-01', calls: 2 },
    { month: '2026-12-01', calls: 1 },
  ])
})
