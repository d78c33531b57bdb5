import { describe, expect, it } from 'vitest'
import { ACTIONS } from '../../../core/domain/actions.ts'
import { PROFILES } from '../../../core/domain/profiles/all.ts'
import { effectiveProfile } from '../../../core/domain/profiles/merge.ts'
import { SWITCHES } from '../../../core/domain/profiles/profile.ts'
import { isOn, offByProfile, offSentence, switchedOff, switchesOf } from '../../../core/domain/profiles/switches.ts'

describe('switches', () => {
  it('what a profile switches off by itself is what app.member is told', () => {
    expect(offByProfile(PROFILES)).toEqual({
      base: ['pipeline', 'pos_sync', 'scheduling_lite', 'inventory_lite', 'returns_lite'],
      general: ['pipeline', 'pos_sync', 'scheduling_lite', 'inventory_lite', 'returns_lite'],
      retail_pos: ['pipeline', 'scheduling_lite', 'inventory_lite'],
    })
    const changed = { capabilities: { quotes: false }, workflows: { conversion_rules: { quote_to_invoice: false } } }
    expect(switchedOff(effectiveProfile('general', changed, PROFILES))).toEqual([
      'quotes',
      ...(offByProfile(PROFILES).general ?? []),
      'quote_to_invoice',
    ])
  })

  it('what has no module is never off, and everything of quotes is off with them', () => {
    expect(ACTIONS.filter((action) => switchesOf(action).includes('quotes'))).toEqual(
      ACTIONS.filter((action) => /^quotes\.|_to_quote$/.test(action)),
    )
    for (const action of ['business.read', 'contacts.create', 'work_items.create', 'profile.update_overrides'] as const)
      expect(isOn(action, SWITCHES)).toBe(true)
    expect(isOn('work_items.convert_to_invoice', ['work_item_to_invoice'])).toBe(false)
  })

  it.each(SWITCHES)('says that %s is off, and what helps', (name) => {
    expect(offSentence(name)).toMatch(
      /^\w.* (is|are) switched off in this business\. An owner or admin can .* Profile\. What was there is kept$/,
    )
  })
})
