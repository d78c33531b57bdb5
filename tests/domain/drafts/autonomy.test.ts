import { describe, expect, it } from 'vitest'
import { type Autonomy, isMadeByItself } from '../../../core/domain/drafts/autonomy.ts'
import { composeDraft } from '../../../core/domain/drafts/compose.ts'
import { payloadOf } from '../../../core/domain/drafts/payload.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { PROFILES } from '../../../core/domain/profiles/all.ts'

const sure = { value: 'x', confidence: 0.9, span: null, origin: 'WORDS' } as const
const INVOICE = {
  intent: 'DRAFT_INVOICE',
  intents: [{ confidence: 0.9 }],
  fields: { contact_id: sure, 'line_items.0.name': { ...sure, confidence: 0.7 }, 'line_items.0.rate': sure },
  payload: { line_items: [{ qty: '2', rate: '250' }] },
  edited: [],
  similar: 0,
  lines: [{ text: 'Please invoice it' }],
  subject: '',
} as const
type Draft = Parameters<typeof isMadeByItself>[0]
const KNOWN = {
  occasion: { received: '2026-11-20T10:58:00', country: 'CA' },
  currency: 'CAD',
  vendors: [],
  items: [],
  lessons: { lines: new Map(), vendors: [] },
}
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
    ['its subject takes it back', judged({ subject: 'Re: cancel the invoice' })],
    ['it goes on where nobody reads', judged({ lines: [{ text: `${' '.repeat(2_000)}cancel it` }] })],
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

  const made = (text: string) => {
    const lines = linesOf(text)
    const { intent, intents, fields } = composeDraft({ lines, subject: '', contactId: 'c1' }, KNOWN)
    const payload = payloadOf(fields)
    const line_items = (payload.line_items as object[] | undefined)?.map((line) => ({ qty: '1', rate: '0', ...line }))
    const draft = { lines, intent, intents, fields, payload: { ...payload, ...(line_items && { line_items }) } }
    return judged(draft as Partial<Draft>)
  }

  it.each([
    'Please invoice us: 2 taps at $30 each',
    'Please send me an invoice for 3 hours at $80',
    'Bitte eine Rechnung für 3 Stunden à 50 €',
  ])('%s', (text) => expect(made(text)).toBe(!text.includes('€')))

  it.each([
    'Please invoice me for twenty hours at $60',
    'Please invoice me for a dozen light bulbs at $3 each',
    'Please invoice me for the two visits at $120 each',
    'Please invoice me for 3 hours at $80 and 2 hours at your usual rate',
    'Please invoice me for 2 hours at $80 and 3 hours at 90 €',
    'Please invoice me for 2 hrs 30 min at $100 an hour',
    'Please invoice me for 1h30 at $80 per hour',
    'Please invoice me for two and a half hours at $80',
    'Please invoice me for 2-3 hours at $80/hr',
    'Please invoice me for 2 painters for 3 days at $25 a day each',
    'Please invoice me for 2 bathrooms at 1.5k each',
    'Please invoice me for 2 hours at $80, discount $40',
    'Please invoice me for 2 hours at $80, we already paid $100 deposit',
    "Please don't send me an invoice for 3 hours at $80",
    'Please invoice 3 hours at $80 if it isn’t done',
    'It wasn’t 3 hours at $80, please send an invoice',
    'Please cancel the invoice for 3 hours at $80',
    'Thanks for the invoice for 3 hours at $80!',
    'Why did you send me an invoice for 3 hours at $80? It was 2 hours.',
    'Could you send the invoice for 3 hours at $80 again?',
    'The leak at 12 Oak Street is fixed, no need to come tomorrow',
    'Bitte eine Rechnung für anderthalb Stunden zu 60 €',
    'Une facture pour deux heures et demie à 40 €, merci',
  ])('nothing of “%s”', (text) => expect(made(text)).toBe(false))

  it('is wished by a business itself, never by its trade', () => {
    expect(PROFILES.map(({ automations }) => automations && 'ai_drafts' in automations)).not.toContain(true)
  })
})
