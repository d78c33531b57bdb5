import { describe, expect, it } from 'vitest'
import { type Autonomy, isMadeByItself } from '../../../core/domain/drafts/autonomy.ts'
import { PROFILES } from '../../../core/domain/profiles/all.ts'

const sure = { value: 'x', confidence: 0.9, span: null, origin: 'WORDS' } as const
const INVOICE = {
  intent: 'DRAFT_INVOICE',
  intents: [{ confidence: 0.9 }],
  fields: { contact_id: sure, 'line_items.0.name': { ...sure, confidence: 0.7 }, 'line_items.0.rate': sure },
  payload: { line_items: [{ qty: '2', rate: '250' }] },
  edited: [],
  similar: 0,
} as const
type Draft = Parameters<typeof isMadeByItself>[0]
const judged = (more: Partial<Draft> = {}, autonomy: Partial<Autonomy> = {}, isVouched = true) =>
  isMadeByItself(
    { ...INVOICE, ...more },
    { autonomy: { level: 'L3', amount_cap: '500', ...autonomy }, isVouched, currency: 'CAD' },
  )
const withField = (path: string, confidence: number): Partial<Draft> => ({
  fields: { ...INVOICE.fields, [path]: { ...sure, confidence } },
})

describe('what becomes its object without a click (C-26)', () => {
  it('is sure, of a proven customer, and within the cap', () => {
    expect(judged()).toBe(true)
    expect(judged({ intent: 'CREATE_WORK_ITEM', payload: { title: 'Leak' } })).toBe(true)
    expect(judged({ intent: 'DRAFT_EXPENSE', payload: { amount: '500.00', currency: 'CAD' } })).toBe(true)
  })

  it.each<[string, boolean]>([
    ['a draft was all that was wished', judged({}, { level: 'L2' })],
    ['nothing was wished', judged({}, { level: 'L1' })],
    ['its sender may be anybody', judged({}, {}, false)],
    ['it costs more', judged({}, { amount_cap: '499' })],
    ['it costs nothing', judged({ payload: { line_items: [] } })],
    ['it is in other money', judged({ payload: { ...INVOICE.payload, currency: 'USD' } })],
    ['somebody changed it', judged({ edited: ['line_items.0.rate'] })],
    ['there is one like it', judged({ similar: 1 })],
    ['it asks a customer for money', judged({ intent: 'DRAFT_AR_MESSAGE' })],
    ['it is nothing', judged({ intent: 'NONE' })],
    ['what it should become is not sure', judged({ intents: [{ confidence: 0.8 }] })],
    ['nothing says what it should become', judged({ intents: [] })],
    ['a figure is not sure', judged(withField('line_items.0.rate', 0.8))],
    ['a day is not sure', judged(withField('due_date', 0.8))],
    ['its wording is a guess', judged(withField('line_items.0.name', 0.5))],
  ])('is nothing of which %s', (_, isMade) => {
    expect(isMade).toBe(false)
  })

  it('is wished by a business itself, never by its trade', () => {
    expect(PROFILES.map(({ automations }) => automations && 'ai_drafts' in automations)).not.toContain(true)
  })
})
