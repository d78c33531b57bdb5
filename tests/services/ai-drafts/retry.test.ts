import { beforeEach, describe, expect, it } from 'vitest'
import { CreateAiDraft, UpdateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { getAiDraft } from '../../../core/services/ai-drafts/list.ts'
import type { DraftModel, ModelAnswer } from '../../../core/services/ai-drafts/ports.ts'
import { presentAiDraft } from '../../../core/services/ai-drafts/present.ts'
import { retryAiDraft } from '../../../core/services/ai-drafts/retry.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { refusal } from '../../support/refusal.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let ours: TestBusiness
let world: StripeWorld
beforeEach(async () => {
  world = stripeWorld(database)
  ours = await makeBusiness(database)
})

const answering = (answer: Partial<ModelAnswer>): DraftModel => ({
  propose: async () => ({ calls: [], ...answer }) as ModelAnswer,
})
const silent = answering({ outcome: 'failed', reason: 'It did not answer' })
const right = answering({
  outcome: 'proposed',
  model: 'm',
  proposal: { intent: 'CREATE_WORK_ITEM', values: [] } as never,
})

async function made() {
  const ports = { fileStore: {} as never, pdfLines: async () => [], draftModel: silent }
  const input = CreateAiDraft.parse({ source_type: 'MANUAL', text: 'The boiler is leaking, please come tomorrow' })
  return createAiDraft(ours.as('OWNER'), ports, input)
}
const work = (key: string, model: DraftModel) => {
  world.context.draftModel = model
  return world.work([{ tenant_id: ours.tenantId, key }])
}
async function failed() {
  const { id } = await made()
  await work(`ai_draft.propose:${id}`, silent)
  return id
}
const jobs = (id: string) =>
  database.admin<{ key: string; state: string }>(
    `select key, state from app.jobs where tenant_id = $1 and key ^@ $2 order by key`,
    [ours.tenantId, `ai_draft.propose:${id}`],
  )
const get = (id: string) => getAiDraft(ours.as('OWNER'), id)

describe('a model that was asked in vain', () => {
  it('is asked again once for any number of clicks', async () => {
    const id = await failed()
    expect(presentAiDraft(await get(id))).toMatchObject({
      proposal: { state: 'FAILED', outcome: 'failed', reason: 'It did not answer' },
      allowed_actions: expect.arrayContaining(['retry']),
    })
    const clicks = await Promise.all([0, 1, 2].map(() => retryAiDraft(ours.as('OWNER'), id)))
    expect(clicks.map(({ model_state, model_tries }) => [model_state, model_tries])).toEqual([
      ['WAITING', 1],
      ['WAITING', 1],
      ['WAITING', 1],
    ])
    expect((await jobs(id)).map(({ key }) => key)).toEqual([`ai_draft.propose:${id}`, `ai_draft.propose:${id}:1`])
    await work(`ai_draft.propose:${id}:1`, right)
    expect(await get(id)).toMatchObject({ model_state: 'DONE', model_outcome: 'proposed' })
    expect(await refusal(retryAiDraft(ours.as('OWNER'), id))).toMatchObject({ code: 'CONFLICT' })
  })

  it('and not where somebody has touched what rules read, nor by who may not', async () => {
    const id = await failed()
    expect(await refusal(retryAiDraft(ours.as('VIEWER'), id))).toMatchObject({ code: 'FORBIDDEN' })
    expect(await refusal(retryAiDraft(ours.as('AGENT'), id))).toMatchObject({ code: 'NOT_FOUND' })
    const { intent } = await get(id)
    expect(intent).toBe('CREATE_WORK_ITEM')
    await updateAiDraft(ours.as('OWNER'), id, UpdateAiDraft.parse({ draft_payload: { title: 'Mine' } }))
    expect(presentAiDraft(await get(id)).allowed_actions).not.toContain('retry')
    expect(await refusal(retryAiDraft(ours.as('OWNER'), id))).toMatchObject({ code: 'CONFLICT' })
    expect((await jobs(id)).length).toBe(1)
  })

  it('of a business that is another’s is not found', async () => {
    const id = await failed()
    const other = await makeBusiness(database)
    expect(await refusal(retryAiDraft(other.as('OWNER'), id))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

it('a question that was given up for good is said to be, and may be asked again', async () => {
  const { id } = await made()
  const key = `ai_draft.propose:${id}`
  await database.admin(`update app.jobs set attempts = 99 where tenant_id = $1 and key = $2`, [ours.tenantId, key])
  await work(key, right)
  expect((await jobs(id)).map(({ state }) => state)).toEqual(['FAILED'])
  expect(await get(id)).toMatchObject({ model_state: 'FAILED', model_outcome: 'given_up', status: 'READY' })
  expect((await retryAiDraft(ours.as('OWNER'), id)).model_state).toBe('WAITING')
})
