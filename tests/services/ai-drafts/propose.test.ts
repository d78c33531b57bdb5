import { beforeAll, describe, expect, it } from 'vitest'
import { CreateAiDraft, UpdateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { isSure } from '../../../core/domain/drafts/autonomy.ts'
import { addDays } from '../../../core/domain/kernel/dates.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { requestReview } from '../../../core/services/ai-drafts/decide.ts'
import { getAiDraft } from '../../../core/services/ai-drafts/list.ts'
import type { DraftModel, ModelAnswer } from '../../../core/services/ai-drafts/ports.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
const TEXT = 'The boiler in the hall is leaking, please come. We pay $85 for the valve'
let ours: TestBusiness
let world: StripeWorld
beforeAll(async () => {
  world = stripeWorld(database)
  ours = await makeBusiness(database)
})

type Values = { field: string; value: string; quote: string }[]
let asked = 0
const answering = (answer: Partial<ModelAnswer> | Error): DraftModel => ({
  propose: async () => {
    asked++
    if (answer instanceof Error) throw answer
    return { calls: [], ...answer } as ModelAnswer
  },
})
const proposing = (intent: string, values: Values) =>
  answering({ outcome: 'proposed', model: 'm', proposal: { intent, values } as never })

async function made(draftModel: DraftModel | null, more: Partial<CreateAiDraft> = {}) {
  const ports = { fileStore: {} as never, pdfLines: async () => [], draftModel }
  const input = CreateAiDraft.parse({ source_type: 'MANUAL', text: TEXT, ...more })
  return createAiDraft(ours.as('OWNER'), ports, input)
}
async function propose(draftModel: DraftModel, id: string) {
  world.context.draftModel = draftModel
  await world.work([{ tenant_id: ours.tenantId, key: `ai_draft.propose:${id}` }])
  return getAiDraft(ours.as('OWNER'), id)
}

describe('what a model adds', () => {
  it('is asked for only where there is one', async () => {
    ours.jobs.length = 0
    expect(await made(null)).toMatchObject({ model_state: 'NONE' })
    expect(ours.jobs).toEqual([])
    const { id, model_state } = await made(proposing('NONE', []))
    expect([model_state, ours.jobs.map(({ payload }) => payload)]).toEqual(['WAITING', [{ ai_draft_id: id }]])
  })

  it('stands with the words that it was read from, and once', async () => {
    const model = proposing('CREATE_WORK_ITEM', [
      { field: 'title', value: 'Leaking boiler in the hall', quote: 'The boiler in the hall is leaking' },
    ])
    const { id } = await made(model, { intent: 'CREATE_WORK_ITEM' })
    const draft = await propose(model, id)
    expect(draft).toMatchObject({ model_state: 'DONE', model_name: 'm', status: 'READY' })
    expect(draft.draft_payload.description).toBe(TEXT)
    asked = 0
    await propose(model, id)
    expect(asked).toBe(0)
  })

  it('also where somebody wrote while it was asked, which it was once', async () => {
    const inner = proposing('CREATE_WORK_ITEM', [
      { field: 'title', value: 'Leaking boiler in the hall', quote: 'The boiler in the hall is leaking' },
    ])
    const { id } = await made(inner, { intent: 'CREATE_WORK_ITEM' })
    asked = 0
    const slow: DraftModel = {
      propose: async (source, take) => {
        await requestReview(ours.as('OWNER'), id)
        return inner.propose(source, take)
      },
    }
    expect(await propose(slow, id)).toMatchObject({ model_state: 'DONE', status: 'PENDING_QC' })
    expect(asked).toBe(1)
  })

  it('a figure that stands nowhere is never sure, and is no reason to lose one that does', async () => {
    const model = proposing('DRAFT_INVOICE', [
      { field: 'line_items.0.name', value: 'Valve', quote: 'the valve' },
      { field: 'line_items.0.rate', value: '8500', quote: '$85' },
    ])
    const { id } = await made(model, { intent: 'DRAFT_INVOICE' })
    const { draft_payload } = await propose(model, id)
    expect(draft_payload.line_items).toMatchObject([{ rate: '85' }])
  })

  it('what stands nowhere is not filled in, and what rules read gives way to nothing', async () => {
    const model = proposing('DRAFT_INVOICE', [
      { field: 'line_items.0.name', value: 'Deluxe package 500', quote: 'nothing there' },
      { field: 'line_items.0.rate', value: '500', quote: '500 dollars' },
      { field: 'line_items.0.qty', value: '99', quote: 'zzz' },
      { field: 'notes', value: 'Call +1 900 555 0000', quote: 'zzz' },
      { field: 'due_date', value: '2026-12-01', quote: 'zzz' },
    ])
    for (const text of ['Please send me an invoice for the boiler service', 'Please invoice me for cleaning at $120']) {
      const { id, draft_payload, confidence, status } = await made(model, { text })
      expect(await propose(model, id)).toMatchObject({ draft_payload, confidence, status, model_state: 'DONE' })
    }
  })

  it('a guess is offered as one, and waits for a person, whatever the owner wished (H-AI-14, L3)', async () => {
    const text = 'Hi, the boiler in the hall is leaking. Please fix it well before the holidays'
    const farOff = proposing('CREATE_WORK_ITEM', [
      { field: 'due_at', value: '2029-12-18', quote: 'well before the holidays' },
    ])
    const day = addDays((await made(null)).created_at.slice(0, 10), 20)
    const guessing = proposing('CREATE_WORK_ITEM', [{ field: 'due_at', value: day, quote: 'well before the holidays' }])
    const { id, status } = await made(guessing, { text, intent: 'CREATE_WORK_ITEM' })
    expect(status).toBe('READY')
    const draft = await propose(guessing, id)
    expect(draft).toMatchObject({ status: 'PENDING_QC', confidence: 0.4, draft_payload: { due_at: day } })
    const { span, origin } = draft.fields.due_at!
    expect([origin, text.slice(span!.start, span!.end)]).toEqual(['GUESSED', 'well before the holidays'])
    expect(isSure(draft)).toBe(false)
    const far = await made(farOff, { text, intent: 'CREATE_WORK_ITEM' })
    expect((await propose(farOff, far.id)).draft_payload).not.toHaveProperty('due_at')
  })

  it('a draft that it makes unsure is to be looked at, and one that it makes surer still is (H-AI-9)', async () => {
    const doubting = proposing('DRAFT_INVOICE', [])
    const ready = await made(doubting, { text: 'My boiler is broken' })
    expect(ready.status).toBe('READY')
    const unsure = JSON.stringify([{ value: 'CREATE_WORK_ITEM', confidence: 0.7 }])
    await database.admin('update ai_drafts set intents = $2 where id = $1', [ready.id, unsure])
    expect(await propose(doubting, ready.id)).toMatchObject({ intent: 'DRAFT_INVOICE', status: 'PENDING_QC' })

    const surer = proposing('DRAFT_INVOICE', [{ field: 'line_items.0.name', value: 'thing', quote: 'thing' }])
    const waiting = await made(surer, { text: 'the thing' })
    const found = await propose(surer, waiting.id)
    expect([waiting.status, found.status]).toEqual(['PENDING_QC', 'PENDING_QC'])
    expect(found.confidence).toBeGreaterThanOrEqual(0.6)
  })

  it('another intent is offered where rules are sure', async () => {
    const model = proposing('DRAFT_QUOTE', [])
    const { id, intent } = await made(model, { text: 'Please send me an invoice for $85 for the valve' })
    const draft = await propose(model, id)
    expect(draft.intent).toBe(intent)
    expect(draft.intents.map(({ value }) => value)).toContain('DRAFT_QUOTE')
  })

  it('never what a person has corrected, or decided on', async () => {
    const model = proposing('CREATE_WORK_ITEM', [{ field: 'title', value: 'The boiler', quote: 'The boiler' }])
    const corrected = await made(model, { intent: 'CREATE_WORK_ITEM' })
    const mine = UpdateAiDraft.parse({ draft_payload: { title: 'Mine' } })
    await updateAiDraft(ours.as('OWNER'), corrected.id, mine)
    expect(await propose(model, corrected.id)).toMatchObject({ title: 'Mine', model_state: 'FAILED' })
    const applied = await made(model, { intent: 'CREATE_WORK_ITEM' })
    await applyAiDraft(ours.as('OWNER'), applied.id, {})
    const { version } = await getAiDraft(ours.as('OWNER'), applied.id)
    // So that it can still be taken back by who decided it.
    expect(await propose(model, applied.id)).toMatchObject({ status: 'APPLIED', model_state: 'FAILED', version })
  })

  it.each([
    ['refused', 'It answered with something else'],
    ['failed', 'It did not answer'],
  ] as const)('%s: what rules read stands, and the reason is said', async (outcome, reason) => {
    const model = answering({ outcome, reason })
    const { id, draft_payload } = await made(model)
    expect(await propose(model, id)).toMatchObject({ draft_payload, model_state: 'FAILED', model_reason: reason })
  })
})
