import { beforeEach, describe, expect, it } from 'vitest'
import { CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { AiTaskQuery } from '../../../core/contract/ai-tasks.ts'
import { ChangeOverrides } from '../../../core/contract/profile.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft, parseMessage } from '../../../core/services/ai-drafts/create.ts'
import type { DraftModel, ModelAnswer, ModelCall } from '../../../core/services/ai-drafts/ports.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { listAiTasks } from '../../../core/services/ai-tasks/list.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { updateOverrides } from '../../../core/services/profile/update-overrides.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'
import { someNumber, textWorld } from '../../support/text-world.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests that is long enough')
let ours: TestBusiness
let world: StripeWorld
beforeEach(async () => {
  world = stripeWorld(database)
  ours = await makeBusiness(database)
})

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
const answering = (answer: Partial<ModelAnswer>): DraftModel => ({
  propose: async () => ({ calls: [], ...answer }) as ModelAnswer,
})
const right = answering({
  outcome: 'proposed',
  model: 'm',
  proposal: { intent: 'CREATE_WORK_ITEM', values: [] } as never,
  calls: [call({ status: 'invalid', error: 'no_proposal' }), call()],
})
const silent = answering({
  outcome: 'failed',
  reason: 'It did not answer',
  calls: [call({ status: 'silent', cost_micros: null })],
})

async function made(draftModel: DraftModel | null, more: Partial<CreateAiDraft> = {}, role: Role = 'OWNER') {
  const ports = { fileStore: {} as never, pdfLines: async () => [], draftModel }
  const input = CreateAiDraft.parse({ source_type: 'MANUAL', text: 'The boiler is leaking, please come', ...more })
  return (await createAiDraft(ours.as(role), ports, input)).id
}
async function asked(model: DraftModel, role: Role = 'OWNER') {
  const id = await made(model, {}, role)
  world.context.draftModel = model
  await world.work([{ tenant_id: ours.tenantId, key: `ai_draft.propose:${id}` }])
  return id
}
const list = async (query: object = {}, role: Role = 'OWNER', of = ours) =>
  (await listAiTasks(of.as(role), cursors, AiTaskQuery.parse(query))).rows
const told = async (query: object = {}, role: Role = 'OWNER') =>
  (await list(query, role)).map(({ type, status }) => `${type} ${status}`)
const job = (id: string, sets: string) =>
  database.admin(`update app.jobs set ${sets} where tenant_id = $1 and key = $2`, [
    ours.tenantId,
    `ai_draft.propose:${id}`,
  ])

describe('what machines did', () => {
  it('is told task by task, with what it cost', async () => {
    const id = await asked(right)
    expect(world.told).toEqual([`ai_draft ${id}`])
    const [ask, read] = await list()
    expect(read).toMatchObject({ type: 'READ', status: 'COMPLETED', calls: 0, cost_usd: null, draft: { id } })
    expect(ask).toMatchObject({
      type: 'ASK_MODEL',
      status: 'COMPLETED',
      progress: 100,
      outcome: 'proposed',
      model: 'm',
      calls: 2,
      lost_calls: 0,
      cost_usd: '0.025000',
      tokens: 30,
      error: null,
      allowed_actions: [],
    })
    expect(ask?.summary).toContain('boiler')
    expect(ask?.completed_at).not.toBeNull()
    expect((await list({}, 'OWNER', await makeBusiness(database))).length).toBe(0)
  })

  it('says of a question how it stands at this moment, also where its worker died', async () => {
    const id = await made(right)
    expect(await told({ type: 'ASK_MODEL' })).toEqual(['ASK_MODEL PENDING'])
    await job(id, `state = 'RUNNING', leased_until = clock_timestamp() + interval '1 minute'`)
    expect(await told({ type: 'ASK_MODEL' })).toEqual(['ASK_MODEL RUNNING'])
    expect(await told({ status: 'RUNNING' })).toEqual(['ASK_MODEL RUNNING'])
    await job(id, `leased_until = clock_timestamp() - interval '1 second'`)
    expect(await told({ type: 'ASK_MODEL' })).toEqual(['ASK_MODEL PENDING'])
    expect([await told({ status: 'RUNNING' }), await told({ status: 'PENDING' })]).toEqual([[], ['ASK_MODEL PENDING']])
    await job(id, `attempts = 99`)
    world.context.draftModel = right
    await world.work([{ tenant_id: ours.tenantId, key: `ai_draft.propose:${id}` }])
    const [given] = await list({ status: 'FAILED' })
    expect(given).toMatchObject({ type: 'ASK_MODEL', outcome: 'given_up', allowed_actions: ['retry'] })
    expect(given?.error).toContain('never came to an end')
  })

  it('a call of which nobody heard again is told as lost', async () => {
    const id = await asked(right)
    await database.admin(
      `insert into app.ai_calls (tenant_id, id, at, purpose, status, ai_draft_id) select $1, gen_random_uuid(), d.asked_at, 'draft', 'asked', d.id from ai_drafts d where d.id = $2`,
      [ours.tenantId, id],
    )
    expect((await list({ type: 'ASK_MODEL' }))[0]).toMatchObject({ calls: 3, lost_calls: 0 })
    await database.admin(`update app.ai_calls set at = at - interval '2 minutes' where tenant_id = $1`, [ours.tenantId])
    await database.admin(`update ai_drafts set asked_at = asked_at - interval '2 minutes' where id = $1`, [id])
    expect((await list({ type: 'ASK_MODEL' }))[0]).toMatchObject({ calls: 3, lost_calls: 1 })
  })

  it('keeps what failed, by its kind and state and by days of the business', async () => {
    await asked(silent)
    await asked(right)
    const unread = CreateAiDraft.parse({ source_type: 'MANUAL', text: 'x' })
    expect(unread.text).toBe('x')
    expect(await told({ status: 'FAILED' })).toEqual(['ASK_MODEL FAILED'])
    expect(await told({ type: 'READ' })).toEqual(['READ COMPLETED', 'READ COMPLETED'])
    expect(await told({ status: 'COMPLETED', type: 'ASK_MODEL' })).toEqual(['ASK_MODEL COMPLETED'])
    const [{ today }] = (await database.admin<{ today: string }>(
      `select (app.now() at time zone timezone)::date::text as today from app.tenants where id = $1`,
      [ours.tenantId],
    )) as [{ today: string }]
    expect((await told({ from: today, to: today })).length).toBe(4)
    expect(await told({ from: '2999-01-01' })).toEqual([])
    expect(await told({ to: '2000-01-01' })).toEqual([])
  })

  it('is not told where a person was faster than the model', async () => {
    const id = await made(right)
    await updateAiDraft(ours.as('OWNER'), id, { review_notes: 'Seen', draft_payload: { title: 'Mine' } } as never)
    world.context.draftModel = right
    await world.work([{ tenant_id: ours.tenantId, key: `ai_draft.propose:${id}` }])
    expect(await told()).toEqual(['READ COMPLETED'])
  })

  it('what a rule of the owner made stays told after it was undone; what a person made is not of it', async () => {
    const texts = textWorld(database)
    texts.context.draftModel = null
    const [number, customer] = [await texts.numberOf(ours), someNumber()]
    await ours.contact({ display_name: 'Jane Okafor', phone: customer })
    await updateOverrides(ours.as('OWNER'), ChangeOverrides.parse({ automations: { ai_drafts: { level: 'L3' } } }))
    const arrival = await texts.text(number, customer, 'Please invoice us: 2 taps at $30 each')
    await texts.work([{ tenant_id: ours.tenantId, key: arrival!.job! }])
    const [read] = await list({ type: 'READ' })
    const id = read!.draft!.id
    await texts.work([{ tenant_id: ours.tenantId, key: `ai_draft.apply:${id}` }])
    expect(await list({ type: 'APPLY' })).toMatchObject([{ status: 'COMPLETED', draft: { id, status: 'APPLIED' } }])
    await undoAiDraft(ours.as('OWNER'), id)
    await applyAiDraft(ours.as('OWNER'), id, {})
    expect(await told()).toEqual(['APPLY COMPLETED', 'READ COMPLETED'])
    expect(await told({ type: 'APPLY', status: 'FAILED' })).toEqual([])
    expect(await told({ type: 'APPLY' }, 'AGENT')).toEqual([])
  })

  it('what was given up for good is told with how a person goes on, to who may see what it was of', async () => {
    const texts = textWorld(database)
    texts.context.draftModel = null
    const [number, customer] = [await texts.numberOf(ours), someNumber()]
    await ours.contact({ display_name: 'Jane Okafor', phone: customer })
    await updateOverrides(ours.as('OWNER'), ChangeOverrides.parse({ automations: { ai_drafts: { level: 'L3' } } }))
    const first = await texts.text(number, customer, 'Please invoice us: 2 taps at $30 each')
    await texts.work([{ tenant_id: ours.tenantId, key: first!.job! }])
    const second = await texts.text(number, customer, 'Please come\n and fix the boiler')
    const [read] = await list({ type: 'READ' })
    const id = read!.draft!.id
    const keys = [`ai_draft.apply:${id}`, second!.job!]
    await database.admin(`update app.jobs set attempts = 99 where tenant_id = $1 and key = any ($2)`, [
      ours.tenantId,
      keys,
    ])
    for (const key of keys) await texts.work([{ tenant_id: ours.tenantId, key }])
    const message = second!.job!.split(':')[1]!
    expect(texts.told).toEqual([`ai_draft ${id}`, `ai_draft ${message}`])

    const failed = await list({ status: 'FAILED' })
    expect(failed).toMatchObject([
      {
        type: 'READ',
        summary: 'Please come and fix the boiler',
        draft: null,
        message: { id: message, contact: { display_name: 'Jane Okafor' } },
        allowed_actions: ['parse'],
      },
      { type: 'APPLY', draft: { id, status: 'READY' }, message: null, allowed_actions: ['apply'] },
    ])
    expect(failed.map(({ error }) => error)).toEqual([
      expect.stringContaining('draft it yourself'),
      expect.stringContaining('apply it yourself'),
    ])
    expect(await told()).toEqual(['READ FAILED', 'APPLY FAILED', 'READ COMPLETED'])
    expect(await told({ status: 'COMPLETED' })).toEqual(['READ COMPLETED'])
    expect(await told({ type: 'READ', to: '2000-01-01' })).toEqual([])
    expect(await list({}, 'OWNER', await makeBusiness(database))).toEqual([])

    // An agent sees neither until the conversation is his, and of the draft nothing that is of another.
    expect(await list({}, 'AGENT')).toEqual([])
    await database.admin(
      `update conversations set assigned_to = $2 where id = (select conversation_id from messages where id = $1)`,
      [message, ours.userIds.AGENT],
    )
    expect(await list({}, 'AGENT')).toMatchObject([{ draft: null, message: { id: message } }])

    await applyAiDraft(ours.as('OWNER'), id, {})
    const { id: drafted } = await parseMessage(ours.as('OWNER'), { draftModel: null }, message, {})
    expect(await list({ status: 'FAILED' })).toMatchObject([
      { draft: { id: drafted }, error: expect.stringContaining('somebody drafted it since'), allowed_actions: [] },
      { draft: { id, status: 'APPLIED' }, allowed_actions: [] },
    ])
  })

  it('an agent hears of what is his', async () => {
    await asked(right)
    const his = await asked(right, 'AGENT')
    expect((await list({}, 'AGENT')).map(({ draft }) => draft?.id)).toEqual([his, his])
  })

  it('comes page by page, each once, also of one moment', async () => {
    for (let n = 0; n < 6; n++) await asked(n % 2 ? right : silent)
    await database.admin(
      `update ai_drafts set created_at = date_trunc('hour', created_at), asked_at = date_trunc('hour', created_at) where tenant_id = $1`,
      [ours.tenantId],
    )
    await database.admin(
      `update app.jobs j set type = 'AI_DRAFT_APPLY', key = 'ai_draft.apply:' || (payload->>'ai_draft_id'), state = 'FAILED', payload = payload || '{"version": 1}',
         run_at = (select d.asked_at from ai_drafts d where d.id = (j.payload->>'ai_draft_id')::uuid) where tenant_id = $1 and type = 'AI_DRAFT_PROPOSE'`,
      [ours.tenantId],
    )
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query: AiTaskQuery = AiTaskQuery.parse({ limit: 5, ...(cursor ? { cursor } : {}) })
      const page: Awaited<ReturnType<typeof listAiTasks>> = await listAiTasks(ours.as('OWNER'), cursors, query)
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.cursor
    } while (cursor)
    expect([seen.length, new Set(seen).size]).toEqual([18, 18])
  })
})
