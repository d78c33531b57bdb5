import { beforeEach, describe, expect, it } from 'vitest'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { AI_CALLS_A_MONTH } from '../../../core/domain/plans/entitlements.ts'
import { askModel } from '../../../core/services/ai-drafts/ask-model.ts'
import type { DraftModel, ModelAnswer, ModelCall } from '../../../core/services/ai-drafts/ports.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { callMonthOf } from '../../support/call-month.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeCallMeter } from '../../support/fake-call-meter.ts'
import { refusal } from '../../support/refusal.ts'

const database = useDatabase()
let b: TestBusiness
let meter: Meter
let counter: ReturnType<typeof fakeCallMeter>
beforeEach(async () => {
  b = await makeBusiness(database)
  meter = new Meter()
  counter = fakeCallMeter()
})

const WORDS = 'The boiler in the hall is leaking, please come'
const source = { lines: linesOf(WORDS), occasion: { received: '2026-11-24T09:00:00' } }
const call = (more: Partial<ModelCall> = {}): ModelCall => ({
  model: 'm',
  status: 'ok',
  error: null,
  tokens_in: 10,
  tokens_out: 5,
  cost_micros: 7,
  latency_ms: 120,
  ...more,
})
const title = { field: 'title', value: 'Leaking boiler', quote: 'boiler in the hall is leaking' }
const proposed = (calls = [call()]): ModelAnswer => ({
  outcome: 'proposed',
  model: 'm',
  proposal: { intent: 'CREATE_WORK_ITEM', values: [title] },
  calls,
})
const answering = (answer: ModelAnswer): DraftModel => ({ propose: async () => answer })
const system = () => new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, meter))
const ask = async (draftModel: DraftModel | null, who: 'OWNER' | 'AGENT' | 'VIEWER' = 'OWNER', of = b) =>
  askModel({ system: system(), draftModel, callMeter: counter.meter }, of.as(who).actor, await callMonthOf(of), source)
const rows = () =>
  database.admin<Record<string, unknown>>('select * from app.ai_calls where tenant_id = $1 order by latency_ms', [
    b.tenantId,
  ])
const counted = async () =>
  (await database.admin<{ calls: number }>('select calls from app.ai_months where tenant_id = $1', [b.tenantId]))[0]
    ?.calls ?? 0

describe('a model is asked', () => {
  it('and its words are held against the source; each call is kept, in two trips', async () => {
    const answer = await ask(
      answering(proposed([call({ status: 'invalid', error: 'no_proposal', latency_ms: 1 }), call({ latency_ms: 2 })])),
    )
    expect(answer).toMatchObject({
      outcome: 'proposed',
      model: 'm',
      fields: { title: { value: 'Leaking boiler' } },
      marked: [],
    })
    expect(meter.trips).toBe(2)
    expect(await rows()).toMatchObject([
      { purpose: 'draft', status: 'invalid', error: 'no_proposal', tokens_in: 10, cost_micros: '7' },
      { status: 'ok', model: 'm', tokens_out: 5 },
    ])
    expect(await counted()).toBe(2)
    expect(JSON.stringify(await rows())).not.toContain('boiler')
  })

  it('and what gave no answer does not count', async () => {
    const silent = answering({
      outcome: 'failed',
      reason: 'x',
      calls: [call({ status: 'silent', error: 'timeout', tokens_in: null })],
    })
    expect(await ask(silent)).toEqual({ outcome: 'failed', reason: 'x' })
    expect([await counted(), (await rows()).length]).toEqual([0, 1])
    expect(
      await ask(answering({ outcome: 'refused', reason: 'y', calls: [call({ status: 'refused', error: 'tools' })] })),
    ).toEqual({
      outcome: 'refused',
      reason: 'y',
    })
    expect(await counted()).toBe(1)
  })

  it('or none is set up, which costs nothing', async () => {
    expect(await ask(null)).toMatchObject({ outcome: 'none' })
    expect([meter.trips, await counted()]).toEqual([0, 0])
  })

  it('by who may work with drafts', async () => {
    expect((await ask(answering(proposed()), 'AGENT')).outcome).toBe('proposed')
    expect(await refusal(ask(answering(proposed()), 'VIEWER'))).toMatchObject({ code: 'FORBIDDEN' })
    const { month } = await callMonthOf(b)
    expect([(await counter.meter.used(b.tenantId, month))?.calls, await counted()]).toEqual([1, 1])
  })

  it('and one that nobody heard of again is counted, once', async () => {
    const lost: DraftModel = { propose: () => Promise.reject(new Error('killed')) }
    await expect(ask(lost)).rejects.toThrow('killed')
    expect(await rows()).toMatchObject([{ status: 'asked', model: null }])
    expect(await counted()).toBe(1)
  })
})

describe('B-9A-1 the calls of a month', () => {
  const use = (calls: number) =>
    database.admin(
      `insert into app.ai_months (tenant_id, month, calls) select id, date_trunc('month', app.now() at time zone timezone)::date, $2 from app.tenants where id = $1
       on conflict on constraint ai_months_pkey do update set calls = excluded.calls`,
      [b.tenantId, calls],
    )

  it('are those of the plan', () => {
    expect(AI_CALLS_A_MONTH).toEqual({ FREE: 1_000, STARTER: 1_000, TEAM: 10_000, PRO: null })
  })

  it('end with a sentence, before anybody is asked; those of others go on', async () => {
    await use(999)
    let askedTimes = 0
    const model: DraftModel = {
      async propose() {
        askedTimes++
        return proposed()
      },
    }
    expect((await ask(model)).outcome).toBe('proposed')
    expect(await ask(model)).toEqual({
      outcome: 'limited',
      reason: expect.stringMatching(
        /^Your plan has 1000 AI calls a month, and they are used: there are more on \d{4}-\d\d-01\. What rules read goes on$/,
      ),
    })
    expect([askedTimes, await counted()]).toEqual([1, 1000])
    const other = await makeBusiness(database)
    expect((await ask(model, 'OWNER', other)).outcome).toBe('proposed')
  })

  it('end in the middle of a question too: a revision that finds none left is not asked for, and that is said', async () => {
    await use(998)
    const revises = (then: () => void = () => {}): DraftModel => ({
      async propose(_, take) {
        then()
        const none = await take(2)
        return none
          ? { ...none, calls: [call({ status: 'invalid' })] }
          : proposed([call({ status: 'invalid' }), call()])
      },
    })
    expect((await ask(revises())).outcome).toBe('proposed')
    expect(await counted()).toBe(1000)
    await use(999)
    counter.lose(b.tenantId)
    expect(await ask(revises())).toEqual({
      outcome: 'limited',
      reason: expect.stringMatching(/^Your plan has 1000 AI/),
    })
    expect(await counted()).toBe(1000)
    await use(100)
    counter.lose(b.tenantId)
    const dies = () => {
      counter.state.isDown = true
    }
    expect(await ask(revises(dies))).toEqual({
      outcome: 'failed',
      reason: 'AI calls cannot be counted just now, so a model was not asked again. What rules read stands',
    })
  })

  it('never end on the largest plan', async () => {
    await database.admin(`update app.tenants set plan = 'PRO' where id = $1`, [b.tenantId])
    await use(50_000)
    expect((await ask(answering(proposed()))).outcome).toBe('proposed')
    expect(await counted()).toBe(50_001)
  })
})
