import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChangeOverrides, EffectiveProfile } from '../../../core/contract/profile.ts'
import { PROFILES } from '../../../core/domain/profiles/all.ts'
import { BASE } from '../../../core/domain/profiles/base.ts'
import { general } from '../../../core/domain/profiles/general.ts'
import { changeOverrides, effectiveProfile, merge, profileProblems } from '../../../core/domain/profiles/merge.ts'
import type { Overrides } from '../../../core/domain/profiles/profile.ts'

const effective = (id: string, overrides: Overrides = {}) => effectiveProfile(id, overrides, PROFILES)

describe('merge (H-PROF-3)', () => {
  it('replaces values, merges objects by key, and keeps what a later layer does not name', () => {
    const profile = effective('retail_pos', { labels: { work_item: 'Case' }, capabilities: { quotes: false } })
    expect(profile.labels).toEqual({ ...BASE.labels, work_item: 'Case', work_item_plural: 'Orders / Issues' })
    expect(profile.capabilities).toMatchObject({ quotes: false, pos_sync: true, inbox: true, inventory_lite: false })
  })

  it('replaces lists as a whole, each list of required fields by itself', () => {
    const profile = effective('retail_pos', {
      required_fields: { invoice: ['contact_id'] },
      workflows: { work_item_statuses: ['NEW', 'DONE'] },
      automations: { ar_reminders: { days_after_due: [] } },
    })
    expect(profile.required_fields.invoice).toEqual(['contact_id'])
    expect(profile.required_fields.work_item).toEqual(['title', 'labels_json.external_order_id'])
    expect(profile.workflows.work_item_statuses).toEqual(['NEW', 'DONE'])
    expect(profile.automations.ar_reminders).toEqual({ enabled: false, days_after_due: [], days_before_due: [] })
  })

  it('takes a profile that this version does not know as the base', () => {
    expect(effective('restaurant')).toEqual({ ...BASE, profile_id: 'restaurant' })
  })

  it.each(PROFILES.map((profile) => [profile.profile_id, profile] as const))('%s is whole and possible', (id) => {
    expect(EffectiveProfile.parse(effective(id))).toEqual(effective(id))
    expect(profileProblems(effective(id))).toEqual([])
  })

  it('is the same each time, changes nothing that it is given, and says the last word last', () => {
    const before = JSON.stringify([BASE, general])
    fc.assert(
      fc.property(overrides, overrides, (a, b) => {
        const both = merge(BASE, general, changeOverrides(a, b as never))
        expect(both).toEqual(merge(merge(BASE, general, a), general, b))
        expect(merge(BASE, general, changeOverrides(a, a as never))).toEqual(merge(BASE, general, a))
      }),
    )
    expect(JSON.stringify([BASE, general])).toBe(before)
  })
})

describe('changeOverrides', () => {
  it('lays a change over what was there; null takes it back', () => {
    const known = changeOverrides({}, { labels: { work_item: 'Job' }, capabilities: { quotes: false } })
    expect(changeOverrides(known, { labels: { work_item: null } })).toEqual({ capabilities: { quotes: false } })
    expect(changeOverrides(known, { capabilities: null })).toEqual({ labels: { work_item: 'Job' } })
    expect(changeOverrides(known, { labels: null, capabilities: { quotes: null } })).toEqual({})
  })

  it('takes back all that was changed, whatever that was', () => {
    fc.assert(
      fc.property(overrides, (any) => {
        const back = Object.fromEntries(Object.keys(any).map((key) => [key, null]))
        expect(changeOverrides(any, back)).toEqual({})
      }),
    )
  })

  it.each([
    '{"__proto__":{"polluted":true}}',
    '{"labels":{"__proto__":{"polluted":true}}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
  ])('never reaches a prototype: %s', (json) => {
    merge(BASE, general, changeOverrides({}, JSON.parse(json)))
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(ChangeOverrides.safeParse(JSON.parse(json)).success).toBe(false)
  })
})

describe('what a business may change', () => {
  it.each<[string, object, string]>([
    ['an unknown part', { colours: {} }, ''],
    ['an unknown switch', { capabilities: { teleport: true } }, 'capabilities'],
    ['a word where a switch is', { capabilities: { quotes: 'no' } }, 'capabilities.quotes'],
    ['an empty word', { labels: { work_item: ' ' } }, 'labels.work_item'],
    ['a long word', { labels: { work_item: 'x'.repeat(41) } }, 'labels.work_item'],
    ['a field that there is not', { required_fields: { invoice: ['shoe_size'] } }, 'required_fields.invoice.0'],
    [
      'too many days',
      { automations: { ar_reminders: { days_after_due: Array(11).fill(1) } } },
      'automations.ar_reminders.days_after_due',
    ],
    [
      'a day before due',
      { automations: { ar_reminders: { days_after_due: [0] } } },
      'automations.ar_reminders.days_after_due.0',
    ],
    [
      'a status of its own',
      { workflows: { work_item_statuses: ['NEW', 'LOST', 'DONE'] } },
      'workflows.work_item_statuses.1',
    ],
    [
      'a field of a wrong type',
      { extensions: { work_item_fields: { size: { type: 'shoe', required: true } } } },
      'extensions.work_item_fields.size.type',
    ],
    ['which profile it is', { profile_id: 'retail_pos' }, ''],
  ])('not %s', (_, change, path) => {
    const { error } = ChangeOverrides.safeParse(change)
    expect(error?.issues[0]?.path.join('.')).toBe(path)
  })

  it.each<[Overrides, string]>([
    [{ workflows: { work_item_types: ['JOB'] } }, 'workflows.default_work_item_type'],
    [{ workflows: { work_item_statuses: ['DONE'] } }, 'workflows.work_item_statuses'],
    [{ workflows: { work_item_statuses: ['NEW'] } }, 'workflows.work_item_statuses'],
  ])('not what nobody could work by: %j', (change, field) => {
    expect(profileProblems(effective('general', change)).map((problem) => problem.field)).toEqual([field])
  })
})

const word = fc.string({ minLength: 1, maxLength: 10 })
const overrides: fc.Arbitrary<Overrides> = fc.record(
  {
    labels: fc.record({ work_item: word, contact_vendor: word }, { requiredKeys: [] }),
    capabilities: fc.record({ quotes: fc.boolean(), pos_sync: fc.boolean() }, { requiredKeys: [] }),
    required_fields: fc.record({ invoice: fc.array(word), work_item: fc.array(word) }, { requiredKeys: [] }),
    automations: fc.record({ ar_reminders: fc.record({ enabled: fc.boolean() }, { requiredKeys: [] }) }),
  },
  { requiredKeys: [] },
)
