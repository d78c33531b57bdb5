import { describe, expect, it } from 'vitest'
import type { DraftField, DraftFields } from '../../../core/domain/drafts/fields.ts'
import { mergeFields } from '../../../core/domain/drafts/merge.ts'

const at = (start: number, line = 0) => ({ line, start, end: start + 5 })
const read = (value: string, confidence = 0.7, more: Partial<DraftField> = {}): DraftField => ({
  value,
  confidence,
  span: at(0),
  origin: 'WORDS',
  ...more,
})
const said = (value: string, confidence = 0.8, more: Partial<DraftField> = {}): DraftField => ({
  value,
  confidence,
  span: at(0),
  origin: 'MODEL',
  ...more,
})
const one = (a: DraftField | null, b: DraftField | null) =>
  mergeFields(a ? { amount: a } : {}, b ? { amount: b } : {}).amount

describe('what rules read and a model proposes', () => {
  it.each<[string, DraftField | null, DraftField | null, Partial<DraftField>]>([
    ['only rules', read('80'), null, { value: '80', confidence: 0.7, origin: 'WORDS' }],
    ['only the model', null, said('80'), { value: '80', confidence: 0.8, origin: 'MODEL' }],
    ['both the same', read('80'), said('80.00'), { value: '80', confidence: 0.9, origin: 'WORDS' }],
    ['both the same, and surer', read('80', 0.97), said('80'), { value: '80', confidence: 0.97 }],
    [
      'the words that the business gave another name',
      read('Radiator', 0.8, { origin: 'TAUGHT', said: 'Big ones' }),
      said('big ones'),
      { value: 'Radiator', confidence: 0.8, origin: 'TAUGHT' },
    ],
    ['words in other case', read('Acme  Ltd'), said('ACME LTD'), { value: 'Acme  Ltd', confidence: 0.9 }],
    [
      'a day and its time',
      read('2026-12-04T09:00:00Z'),
      said('2026-12-04'),
      { value: '2026-12-04T09:00:00Z', confidence: 0.9 },
    ],
    ['the rules were sure', read('80', 0.9), said('85'), { value: '80', confidence: 0.6 }],
    ['the rules were not', read('80', 0.7), said('85'), { value: '85', confidence: 0.6, origin: 'MODEL' }],
    [
      'the business knows it',
      read('80', 0.5, { origin: 'TAUGHT' }),
      said('85'),
      { value: '80', confidence: 0.5, origin: 'TAUGHT' },
    ],
    [
      'the model has no words for it',
      read('80', 0.7),
      said('85', 0.4, { span: null }),
      { value: '80', confidence: 0.7 },
    ],
    ['nor for the same', read('80', 0.7), said('80', 0.4, { span: null }), { value: '80', confidence: 0.7 }],
    [
      'more words for the same',
      read('Gutter cleaning'),
      said('3 hours of gutter cleaning, please'),
      { value: 'Gutter cleaning', confidence: 0.7 },
    ],
    [
      'less words for the same',
      read('Hi, the boiler is leaking'),
      said('The boiler is leaking'),
      { value: 'The boiler is leaking', confidence: 0.8, origin: 'MODEL' },
    ],
    ['a part of a word', read('Paint'), said('Painting'), { confidence: 0.6 }],
  ])('%s', (_, a, b, expected) => expect(one(a, b)).toMatchObject(expected))

  it('what stands nowhere in the source is not filled in', () => {
    expect(one(null, said('85', 0.4, { span: null }))).toBeUndefined()
  })

  it('but for a guess, where nothing was read', () => {
    const guess = said('2026-12-18', 0.4, { origin: 'GUESSED' })
    expect(one(null, guess)).toEqual(guess)
    expect(one(read('2026-12-01', 0.6), guess)).toMatchObject({ value: '2026-12-01', confidence: 0.6, origin: 'WORDS' })
  })

  it('an id comes from rules alone', () => {
    expect(mergeFields({ contact_id: read('1', 0.9, { origin: 'TAUGHT', span: null }) }, {})).toHaveProperty(
      'contact_id',
    )
  })
})

describe('lines', () => {
  const known: DraftFields = {
    'line_items.0.name': read('Gutters', 0.7, { span: at(0) }),
    'line_items.0.rate': read('80', 0.7, { span: at(10) }),
    'line_items.1.name': read('Ladder', 0.7, { span: at(40) }),
  }

  it('are matched by what they say, not by their order', () => {
    const merged = mergeFields(known, {
      'line_items.0.name': said('ladder', 0.8, { span: at(40) }),
      'line_items.0.qty': said('2', 0.8, { span: at(50) }),
      'line_items.1.rate': said('80', 0.8, { span: at(12) }),
      'line_items.2.name': said('Paint', 0.8, { span: at(0, 3) }),
      'line_items.2.qty': said('7', 0.8, { span: at(9, 3) }),
    })
    expect(
      Object.fromEntries(Object.entries(merged).map(([path, { value, confidence }]) => [path, [value, confidence]])),
    ).toEqual({
      'line_items.0.name': ['Gutters', 0.7],
      'line_items.0.rate': ['80', 0.9],
      'line_items.1.name': ['Ladder', 0.9],
      'line_items.1.qty': ['2', 0.8],
      'line_items.2.name': ['Paint', 0.8],
      'line_items.2.qty': ['7', 0.8],
    })
  })

  it('that fit none and have no name are left out', () => {
    expect(mergeFields(known, { 'line_items.5.qty': said('7', 0.8, { span: at(0, 3) }) })).toEqual(known)
  })

  it('of which nothing stands in the source are left out', () => {
    const made = {
      'line_items.2.name': said('Sprinklers', 0.4, { span: null }),
      'line_items.2.rate': said('8417.93', 0.4, { span: null }),
    }
    expect(mergeFields(known, made)).toEqual(known)
    expect(mergeFields({}, made)).toEqual({})
    const named = { ...made, 'line_items.2.rate': said('80', 0.8, { span: at(0, 3) }) }
    expect(mergeFields(known, named)).toEqual(known)
  })

  it('take no figure that rules read already', () => {
    const merged = mergeFields(known, {
      'line_items.1.name': said('Gutters', 0.8, { span: at(0) }),
      'line_items.2.name': said('Paint', 0.8, { span: at(0, 3) }),
      'line_items.2.rate': said('80', 0.8, { span: known['line_items.0.rate']!.span! }),
      'line_items.2.qty': said('80', 0.8, { span: known['line_items.0.rate']!.span! }),
    })
    expect(Object.keys(merged).toSorted()).toEqual([...Object.keys(known), 'line_items.2.name'].toSorted())
    const receipt = { amount: said('12', 0.9, { span: at(0) }) }
    expect(mergeFields(receipt, { tax_total: said('12', 0.8, { span: at(0) }) })).toEqual(receipt)
  })

  it('leave no gap where there were none', () => {
    expect(Object.keys(mergeFields({}, { 'line_items.4.name': said('Paint') }))).toEqual(['line_items.0.name'])
  })
})
