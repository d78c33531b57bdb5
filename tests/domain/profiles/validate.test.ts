import { describe, expect, it } from 'vitest'
import { PROFILES } from '../../../core/domain/profiles/all.ts'
import { effectiveProfile } from '../../../core/domain/profiles/merge.ts'
import type { Overrides } from '../../../core/domain/profiles/profile.ts'
import { requiredOf, validate } from '../../../core/domain/profiles/validate.ts'

const profile = (id: string, overrides: Overrides = {}) => effectiveProfile(id, overrides, PROFILES)
const fieldsOf = (...asked: Parameters<typeof validate>) => validate(...asked).map(({ field }) => field)
const FROM_TILL = { title: 'Broken cup', type: 'ORDER', source: 'POS_SYNC' }

describe('validate (H-PROF-8)', () => {
  it('asks of an order of the till for its number, and of no other work (C-19)', () => {
    const shop = profile('retail_pos')
    expect(validate('work_item', FROM_TILL, 'create', shop)).toEqual([
      { field: 'labels_json.external_order_id', message: 'External order is required', code: 'REQUIRED' },
    ])
    expect(fieldsOf('work_item', { ...FROM_TILL, labels_json: { external_order_id: '17' } }, 'create', shop)).toEqual(
      [],
    )
    expect(fieldsOf('work_item', { ...FROM_TILL, source: 'MANUAL' }, 'create', shop)).toEqual([])
    expect(fieldsOf('work_item', { ...FROM_TILL, type: 'SUPPORT' }, 'create', shop)).toEqual([])
    expect(fieldsOf('work_item', FROM_TILL, 'create', profile('general'))).toEqual([])
  })

  it('judges an update by what was sent: what is left out is as it was, what is emptied is missing', () => {
    const strict = profile('general', { required_fields: { work_item: ['title', 'due_at', 'labels_json.size'] } })
    expect(fieldsOf('work_item', {}, 'update', strict)).toEqual([])
    expect(fieldsOf('work_item', { due_at: null }, 'update', strict)).toEqual(['due_at'])
    expect(fieldsOf('work_item', { labels_json: {} }, 'update', strict)).toEqual(['labels_json.size'])
    expect(fieldsOf('work_item', { title: 'A tap' }, 'create', strict)).toEqual(['due_at', 'labels_json.size'])
  })

  it('lets a draft wait, and asks before it goes out or becomes another', () => {
    const strict = profile('general', { required_fields: { invoice: ['reference', 'line_items'] } })
    const draft = { reference: ' ', line_items: [] }
    expect(fieldsOf('invoice', draft, 'create', strict)).toEqual([])
    expect(fieldsOf('invoice', draft, 'update', strict)).toEqual([])
    for (const operation of ['send', 'convert', 'apply_ai'] as const)
      expect(fieldsOf('invoice', draft, operation, strict)).toEqual(['reference', 'line_items'])
    expect(fieldsOf('invoice', { reference: 'PO 7', line_items: [{}] }, 'send', strict)).toEqual([])
  })

  it.each([
    ['number', '12.5', true],
    ['number', '1e9', false],
    ['date', '2026-02-03', true],
    ['date', '2026-13-03', false],
    ['date', 'soon', false],
    ['string', 'anything', true],
  ] as const)('reads a field of one’s own as %s: %s', (type, value, isRight) => {
    const own = profile('general', { extensions: { work_item_fields: { size: { type, required: false } } } })
    expect(fieldsOf('work_item', { title: 'A', labels_json: { size: value } }, 'create', own)).toEqual(
      isRight ? [] : ['labels_json.size'],
    )
  })

  it('asks for a field of one’s own that is required without a list that names it', () => {
    const own = profile('general', { extensions: { work_item_fields: { size: { type: 'string', required: true } } } })
    expect(requiredOf('work_item', {}, own)).toEqual(['title', 'labels_json.size'])
  })

  it('never takes what every object inherits for a value', () => {
    const own = profile('general', { required_fields: { work_item: ['labels_json.constructor'] } })
    expect(fieldsOf('work_item', { labels_json: {} }, 'create', own)).toEqual(['labels_json.constructor'])
  })
})
