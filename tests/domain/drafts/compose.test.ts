import { describe, expect, it } from 'vitest'
import { composeDraft } from '../../../core/domain/drafts/compose.ts'
import { levelOf } from '../../../core/domain/drafts/fields.ts'
import type { Known } from '../../../core/domain/drafts/known.ts'
import { changedPaths, confidenceOf, payloadOf } from '../../../core/domain/drafts/payload.ts'
import { unreadFigures } from '../../../core/domain/drafts/plainly.ts'
import { isAlike } from '../../../core/domain/drafts/similar.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import type { Intent } from '../../../core/domain/extraction/intent/intents.ts'

const known: Known = {
  occasion: { received: '2026-11-20T10:58:00', country: 'CA' },
  currency: 'CAD',
  vendors: [],
  lessons: { lines: new Map(), vendors: [] },
  items: [
    { id: 'hour', name: 'Labour, per hour', unit: 'hour', rate: '110', currency: 'CAD' },
    { id: 'drain', name: 'Drain cleaning', unit: null, rate: '150', currency: 'CAD' },
  ],
}
const compose = (text: string, intent?: Intent, subject = '') =>
  composeDraft({ lines: linesOf(text), subject, contactId: 'c1' }, known, intent)
const linesIn = (text: string) =>
  ((payloadOf(compose(text, 'DRAFT_INVOICE').fields).line_items as object[]) ?? []).map((line) => ({
    rate: '0',
    ...line,
  }))

describe('the lines of a document', () => {
  it('H-AI-9 of 2-3 hours no end is taken as sure, nor a sum of all of them parted', () => {
    const { fields } = compose('Please bill 2-3 hours painting at $80', 'DRAFT_INVOICE')
    expect(levelOf(fields['line_items.0.qty']!.confidence)).toBe('LOW')
    expect(linesIn('2-3 hours painting for $240')).toEqual([{ name: 'Painting, 2-3 hours', rate: '240' }])
  })

  it.each(['several visits at $95 each', 'die Fenster zu 64 CAD je Stück', 'varias visitas a 95 CAD cada una'])(
    'H-AI-9 the price of each of nobody knows how many is not sure: %s',
    (text) => {
      const { fields } = compose(text, 'DRAFT_INVOICE')
      expect(fields['line_items.0.rate']).toBeDefined()
      expect(levelOf(fields['line_items.0.rate']!.confidence)).not.toBe('HIGH')
    },
  )

  it('figures of any script are figures', () => {
    for (const text of ['３ visits', '③ cleans', 'Ⅲ visits', '٣ visits'])
      expect(unreadFigures([{ text }], [])).toHaveLength(1)
  })

  it('H-AI-9 a draft that says nothing is not sure, whoever it is of', () => {
    const contact = { value: 'c1', confidence: 0.95, span: null, origin: 'TAUGHT' } as const
    expect(levelOf(confidenceOf(0.92, {}))).toBe('LOW')
    expect(levelOf(confidenceOf(0.92, { contact_id: contact }))).toBe('LOW')
    expect(confidenceOf(0.92, { contact_id: contact, notes: { ...contact, confidence: 0.9 } })).toBe(0.9)
  })

  it.each<[string, object[]]>([
    [
      'Please bill the two: 3B shutoff valve $85, 4A two cartridges at $48, and 1.5 hours at your usual rate.',
      [
        { name: '3B shutoff valve', rate: '85' },
        { name: '4A cartridges', qty: '2', rate: '48' },
        { name: 'Labour, per hour', qty: '1.5', rate: '110', item_id: 'hour' },
      ],
    ],
    ['Please send an invoice for the drain cleaning', [{ name: 'Drain cleaning', rate: '150', item_id: 'drain' }]],
    [
      'invoice me 200 for the boiler service and 45.50 for parts',
      [
        { name: 'Boiler service', rate: '200' },
        { name: 'Parts', rate: '45.50' },
      ],
    ],
    [
      'Could you quote for 3 radiators at $120 each and 2 hours labour at $80?',
      [
        { name: 'Radiators', qty: '3', rate: '120' },
        { name: 'Labour', qty: '2', rate: '80' },
      ],
    ],
    [
      'Ein Angebot für 4 Fenster je 250 € und 3 Stunden Montage bitte',
      [
        { name: 'Fenster', qty: '4', rate: '250' },
        { name: 'Montage', qty: '3' },
      ],
    ],
    [
      'Bitte stellen Sie mir 3 Stunden Heizung zu je 85 € und ein Ventil für 48,50 € in Rechnung.',
      [
        { name: 'Heizung', qty: '3', rate: '85' },
        { name: 'Ventil', rate: '48.50' },
      ],
    ],
    ['Pouvez-vous nous facturer 2 heures de peinture à 60 €', [{ name: 'Peinture', qty: '2', rate: '60' }]],
    ['Please bill the two together: 2 shutoff valves at $85 each', [{ name: 'Shutoff valves', qty: '2', rate: '85' }]],
    ['Can you quote 3 hours at $80 for painting?', [{ name: 'Painting', qty: '3', rate: '80' }]],
    ['Bill us for 3 hours at $80 each', [{ name: 'Labour, per hour', qty: '3', rate: '80', item_id: 'hour' }]],
    ['Please send an invoice for the repair: $450', [{ name: 'Repair', rate: '450' }]],
    ['Invoice 1 1/2 hours painting at $80 please', [{ name: 'Painting', qty: '1.5', rate: '80' }]],
    [
      'Hi, as agreed please invoice 2 taps at $30 each and 1 valve for US$ 85. Thanks',
      [
        { name: 'Taps', qty: '2', rate: '30' },
        { name: 'Valve', qty: '1', rate: '0' },
      ],
    ],
    ['Please bill 2-3 hours painting at $80', [{ name: 'Painting, 2-3 hours', qty: '2', rate: '80' }]],
    ['Please bill a dozen taps at $12', [{ name: 'Taps', qty: '12', rate: '12' }]],
    ['2 Dutzend Brezeln zu 10 €', [{ name: 'Brezeln', qty: '24', rate: '10' }]],
    ['Half an hour painting at $90', [{ name: 'Painting', qty: '0.5', rate: '90' }]],
    ['Invoice us: 90 min painting at $120/h', [{ name: 'Painting', qty: '1.5', rate: '120' }]],
    ['Bill us not $200 but $300 for the boiler', [{ name: 'Boiler', rate: '300' }]],
    ['Please invoice 4 taps at 24 Main Street', [{ rate: '0' }]],
    ['Please replace the drain cleaning once you are here', [{ name: 'Drain cleaning', rate: '150' }]],
    ['réparation four cuisine $200', [{ rate: '200' }]],
    ['two taps for $100', [{ rate: '100' }]],
    ['Labour 3 hours at your usual rate and €200 for parts', [{ qty: '3', rate: '0' }, { rate: '200' }]],
    ['No drain cleaning please', [{ name: 'No drain cleaning please', rate: '0' }]],
    ['Please invoice me for 3 rooms, $120 each', [{ name: 'Rooms', qty: '3', rate: '120' }]],
    ['Please invoice me for cleaning: $120 per room, 3 rooms', [{ name: 'Cleaning', qty: '3', rate: '120' }]],
    ['Rechnung für 3 Zimmer, je 120 CAD', [{ name: 'Zimmer', qty: '3', rate: '120' }]],
    ['Rechnung für die Reinigung: 120 CAD pro Zimmer, 3 Zimmer', [{ name: 'Reinigung', qty: '3', rate: '120' }]],
    ['Une facture pour 3 chambres, 120 CAD par chambre', [{ qty: '3', rate: '120' }]],
    ['Una factura por 3 visitas, 120 CAD cada una', [{ qty: '3', rate: '120' }]],
    [
      'Invoice us for 2 taps, $30 each, and 3 valves, $20 each',
      [
        { name: 'Taps', qty: '2', rate: '30' },
        { name: 'Valves', qty: '3', rate: '20' },
      ],
    ],
    [
      'Invoice us for 3 rooms, carpet $120',
      [
        { name: 'Rooms', qty: '3', rate: '0' },
        { name: 'Carpet', rate: '120' },
      ],
    ],
    ['4 taps for $100', [{ name: 'Taps', qty: '4', rate: '25' }]],
    ['I paid the $50 deposit already, bill me $300 for the tiling', [{ name: 'Tiling', rate: '300' }]],
  ])('%s', (text, lines) => {
    expect(linesIn(text)).toMatchObject(lines)
    expect(linesIn(text)).toHaveLength(lines.length)
  })

  it('a price of several that cannot be parted stands as one', () => {
    expect(linesIn('3 valves for $100')).toMatchObject([{ rate: '100' }])
    expect(linesIn('3 valves for $100')[0]).not.toHaveProperty('qty')
  })

  it('each value names the words that it stands for, within their line', () => {
    const text = 'Hello\nplease bill $85 for the valve and two taps at $48'
    const lines = linesOf(text)
    for (const { span, origin } of Object.values(compose(text).fields)) {
      if (origin === 'TAUGHT') continue
      expect(span!.start).toBeLessThan(span!.end)
      expect(span!.end).toBeLessThanOrEqual(lines[span!.line]!.text.length)
    }
  })
})

describe('work', () => {
  it.each([
    ['Re: Fwd: Kitchen tap', 'It drips.', 'Kitchen tap'],
    ['hi', 'Hi Dana, no hot water since last night. Thanks', 'No hot water since last night'],
    ['', 'Good morning,\nmy boiler is leaking', 'My boiler is leaking'],
    ['', 'Bitte Hr. Becker anrufen wegen Rohrbruch. Danke', 'Bitte Hr. Becker anrufen wegen Rohrbruch'],
    ['', '- call Mrs Li\ntuesday about boiler', 'Call Mrs Li tuesday about boiler'],
    ['', 'Call Mrs Li.\ntuesday is fine', 'Call Mrs Li'],
  ])('%s: %s', (subject, text, title) => {
    expect(compose(text, 'CREATE_WORK_ITEM', subject).fields.title?.value).toBe(title)
  })

  it('has the day, the urgency and the place that are said, a day to come only', () => {
    const { fields } = compose(
      'No hot water since last night! Can someone come tomorrow to 14 Elm Street?',
      'CREATE_WORK_ITEM',
    )
    expect(payloadOf(fields)).toMatchObject({
      due_at: '2026-11-21',
      priority: 'URGENT',
      labels_json: { service_address: '14 Elm Street' },
    })
    expect(compose('You came on 3 November 2026', 'CREATE_WORK_ITEM').fields).not.toHaveProperty('due_at')
  })

  it('is due on the day that is asked for, not on that when it broke', () => {
    const { fields } = compose('It broke today. Can you come and fix it on December 4?', 'CREATE_WORK_ITEM')
    expect(fields.due_at?.value).toBe('2026-12-04')
    const invoice = compose('We sent the order today, $200 for the tiling, payment due December 4', 'DRAFT_INVOICE')
    expect(invoice.fields.due_date?.value).toBe('2026-12-04')
  })
})

it('an intent that was chosen counts, and what was said is offered', () => {
  const { intent, intents } = compose('Please bill me $85 for the valve', 'CREATE_WORK_ITEM')
  expect(intent).toBe('CREATE_WORK_ITEM')
  expect(intents.map(({ value }) => value)).toContain('DRAFT_INVOICE')
})

it('names what a person changed', () => {
  const before = { title: 'A', line_items: [{ name: 'x', rate: '1' }], notes: null }
  const after = { title: 'A', line_items: [{ name: 'x', rate: '2' }, { name: 'y' }] }
  expect(changedPaths(before, after)).toEqual(['line_items.0.rate', 'line_items.1.name'])
})

it.each([
  [{ title: '', amount: 1000n, currency: 'CAD' }, { title: '', amount: 1050n, currency: 'CAD' }, true],
  [{ title: '', amount: 1000n, currency: 'CAD' }, { title: '', amount: 2000n, currency: 'CAD' }, false],
  [{ title: '', amount: 1000n, currency: 'CAD' }, { title: '', amount: 1000n, currency: 'USD' }, false],
  [
    { title: 'Kitchen tap drips', amount: null, currency: null },
    { title: 'Tap in the kitchen', amount: null, currency: null },
    true,
  ],
  [{ title: 'Kitchen tap', amount: null, currency: null }, { title: 'Boiler', amount: null, currency: null }, false],
])('%o and %o are alike: %s', (draft, other, alike) => {
  expect(isAlike(draft, other)).toBe(alike)
})

it('signs without end behind a price are no work', () => {
  const text = Array.from({ length: 10 }, (_, at) => `$5 ${'=–@ :'.charAt(at % 5).repeat(1900)}x`).join('\n')
  // A minute, when it was an expression: more than a test may take.
  expect(compose(text, 'DRAFT_INVOICE').intent).toBe('DRAFT_INVOICE')
})

it('long lines of anything are read at once', () => {
  for (const words of ['and ', '$1 for ', 'two taps at $48, ', 'po ', 'quote for ', 'at '])
    expect(() => compose(words.repeat(4000), 'DRAFT_INVOICE')).not.toThrow()
})

describe('the expense of a note', () => {
  const noted = (text: string) =>
    Object.entries(compose(text, 'DRAFT_EXPENSE').fields).map(([path, { value }]) => [path, value])
  it('has the one sum and the one past day that it names', () => {
    expect(noted('Gas at Shell on Nov 18\nUSD 48.10')).toEqual(
      expect.arrayContaining([
        ['amount', '48.10'],
        ['currency', 'USD'],
        ['expense_date', '2026-11-18'],
      ]),
    )
  })
  it('H-AI-9 is never sure of it, and of two it takes none, nor a day to come', () => {
    expect(levelOf(compose('Gas at Shell USD 48.10', 'DRAFT_EXPENSE').fields.amount!.confidence)).toBe('MEDIUM')
    const of = Object.fromEntries(noted('tolls 12.80, diesel 71.15 for December 4'))
    expect(of).not.toHaveProperty('amount')
    expect(of).not.toHaveProperty('expense_date')
  })
})
