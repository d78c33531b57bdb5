import { describe, expect, it } from 'vitest'
import { asTaught } from '../../../core/domain/drafts/as-taught.ts'
import { type Autonomy, isMadeByItself } from '../../../core/domain/drafts/autonomy.ts'
import { composeDraft } from '../../../core/domain/drafts/compose.ts'
import type { Known } from '../../../core/domain/drafts/known.ts'
import { payloadOf } from '../../../core/domain/drafts/payload.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { searchTerms } from '../../../core/domain/kernel/text.ts'
import { PROFILES } from '../../../core/domain/profiles/all.ts'

const sure = { value: 'x', confidence: 0.9, span: null, origin: 'WORDS' } as const
const INVOICE = {
  intent: 'DRAFT_INVOICE',
  intents: [{ confidence: 0.9 }],
  fields: {
    contact_id: sure,
    'line_items.0.name': { ...sure, value: 'Taps', span: { line: 0, start: 0, end: 29 }, confidence: 0.7 },
    'line_items.0.qty': { ...sure, span: { line: 0, start: 15, end: 21 } },
    'line_items.0.rate': { ...sure, span: { line: 0, start: 25, end: 29 } },
  },
  payload: { line_items: [{ qty: '2', rate: '250' }] },
  edited: [],
  similar: 0,
  lines: [{ text: 'Please invoice 2 taps at $250' }],
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

  const made = (text: string, known: Known = KNOWN) => {
    const lines = linesOf(text)
    const { intent, intents, fields } = composeDraft({ lines, subject: '', contactId: 'c1' }, known)
    const payload = payloadOf(fields)
    const line_items = (payload.line_items as object[] | undefined)?.map((line) => ({ qty: '1', rate: '0', ...line }))
    const draft = { lines, intent, intents, fields, payload: { ...payload, ...(line_items && { line_items }) } }
    return judged(draft as Partial<Draft>)
  }

  it.each([
    'Please invoice us: 2 taps at $30 each',
    'Please send me an invoice for 3 hours at $80',
    'Hello, could you please invoice us for 3 hours at $80? Thanks',
    'Please send me an invoice for gutter cleaning at $120',
    'Please invoice us for 2 taps at $30 each and 3 valves at $20 each',
    'Please invoice me for 3 rooms, $120 each',
    'Please invoice me for 3 hours at $80 thanks',
    'Please invoice me for 3 hours at $80.\n\nThanks,\nJane Okafor',
    'Bitte eine Rechnung für 3 Stunden à 50 €',
    'Bitte eine Rechnung für 3 Stunden zu 50 CAD',
    'Une facture pour 3 heures à 40 CAD, merci',
    'Una factura por 3 horas a 40 CAD, por favor',
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

  it.each([
    // Beside the price.
    'Please invoice me for roof work at $410 tax included',
    'Please invoice me for roof work at $410 incl. VAT',
    'Please invoice me for roof work at $410 plus tax',
    'Please invoice me for roof work at $410 net',
    'Please invoice me for 2 taps at $30 each incl. tax',
    'Please invoice me for hauling up to $120',
    'Please invoice me for hauling at most $120',
    'Please invoice me for hauling at about $120',
    'Please invoice me for hauling once it is done at $120',
    'Please invoice me for 3 visits at $80 each per week',
    'Bitte eine Rechnung für 3 Stunden zu 50 CAD inkl. MwSt.',
    'Bitte eine Rechnung für Dachreinigung bis 50 CAD',
    'Bitte eine Rechnung für Dachreinigung höchstens 50 CAD',
    'Une facture pour 3 heures à 40 CAD TTC',
    'Une facture pour le nettoyage, environ 40 CAD',
    'Una factura por 3 horas a 40 CAD más IVA',
    'Una factura por la limpieza hasta 40 CAD',
    // Somebody else.
    'Please invoice my landlord for gutter work at $310',
    'Please invoice Bob for gutter work at $310',
    'Please invoice Bob: 3 hours at $80',
    'Please bill the landlord $310',
    'Please send an invoice for Bob at $310',
    'Please send an invoice for Mrs Miller 3 hours at $80',
    'Bitte stellen Sie meinem Vermieter eine Rechnung für 3 Stunden zu 50 CAD aus',
    'Facturez mon propriétaire pour 3 heures à 40 CAD',
    'Una factura para mi casero por 3 horas a 40 CAD',
    // Something else is to be done.
    'Please invoice me for cleaning at $320 and forget the windows at $60',
    'Please invoice me for cleaning at $320 and skip windows at $60',
    'Please invoice me for cleaning at $320, windows at $60',
    // Nobody knows how many.
    'Please invoice me for both bathrooms at $81 each',
    'Please invoice me for several visits at $95 each',
    'Please invoice me for the rooms at $64 each',
    'Please invoice me for the rooms at $64',
    'Please invoice me for cleaning at $120 a visit',
    'Please invoice me for ３ visits at $18 each',
    'Please invoice me for ③ deep cleans at $39 each',
    'Please invoice me for Ⅲ visits at $44 each',
    'Please invoice me for 三 visits at $44 each',
    'Bitte eine Rechnung für beide Bäder zu je 81 CAD',
    'Bitte eine Rechnung für die Fenster je 64 CAD',
    'Une facture pour les chambres à 64 CAD chacune',
    'Una factura por varias visitas a 95 CAD cada una',
    'Please invoice me for weekly cleaning at $50',
    'Please invoice me for 3 disputed hours at $80',
    'Please invoice me for 3 hours at $80.\nThanks,\nForget It',
    'Please invoice me for 3 hours at $80.\nMy Landlord',
    // A question.
    'Please invoice me for paint work, was it $400?',
    'Please invoice me for paint work at $400?',
    'Please invoice me for paint work at $400 ok?',
  ])('nothing of what says more: “%s”', (text) => expect(made(text)).toBe(false))

  const drains = { id: 'drain', name: 'Drain cleaning', unit: null, rate: '150', currency: 'CAD' }
  const LIST = { ...KNOWN, items: [drains] }
  it.each([
    ['$150', true],
    ['$180', true],
    ['$300', true],
    ['$0.01', false],
    ['$149.99', false],
    ['$301', false],
  ])('a price of %s, of what the price list says costs 150, is made: %s', (price, isOne) => {
    expect(made(`Please invoice us for 1 drain cleaning at ${price}`, LIST)).toBe(isOne)
  })

  it.each([
    ['10', 0.8],
    ['150', 0.9],
  ])('nor is a price of %s sure, of what was corrected to 150 before', (value, confidence) => {
    const lines = new Map([[searchTerms('Roof work').join(' '), { name: 'Roof', itemId: null, rate: '150' }]])
    const [name, rate] = [
      { ...sure, value: 'Roof work' },
      { ...sure, value },
    ]
    const line = asTaught(
      { name, rate, qty: null, currency: null, item: null },
      { ...KNOWN, lessons: { lines, vendors: [] } },
    )
    expect(line.rate).toMatchObject({ value, confidence })
  })

  it('is wished by a business itself, never by its trade', () => {
    expect(PROFILES.map(({ automations }) => automations && 'ai_drafts' in automations)).not.toContain(true)
  })
})
