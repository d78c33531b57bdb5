import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROFILES } from '../../core/domain/profiles/all.ts'
import { effectiveProfile } from '../../core/domain/profiles/merge.ts'
import { ROOT } from '../../local/root.ts'
import { noticesLetter } from '../../workers/mails/notices.ts'

/** What every trade calls otherwise (H-PROF-1): it may stand in no mail and on no page of a customer. */
const TRADES = /\b(work items?|jobs?|orders? issues?|bookings?|repairs?|plumb\w*|shops?)\b/i

describe('the words of a profile', () => {
  it.each(['general', 'retail_pos'])('follow in the mail of what waits for a member, under %s', (id) => {
    const work = effectiveProfile(id, {}, PROFILES).labels.work_item
    const notice = {
      kind: 'WORK_ITEM_ASSIGNED',
      count: 1,
      at: '2026-11-26T12:00:00.000Z',
      title: 'Cup is broken',
      context: null,
    } as const
    const letter = noticesLetter(
      { email: 'sam@shop.example', business_name: 'Cups', notices: [notice], work },
      'https://hub.example',
    )
    expect(letter.text).toContain(`- ${work} was given to you: Cup is broken`)
  })

  it('are no trade’s in what customers read', () => {
    const files = ['workers/portal', 'workers/mails', 'workers/paper'].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).flatMap((name) => (name.endsWith('.tsx') ? [join(ROOT, folder, name)] : [])),
    )
    expect(files.length).toBeGreaterThan(10)
    const said = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/>([^<>{}]{3,})</g)].map(([, text]) => text!),
    )
    expect(said.filter((text) => TRADES.test(text))).toEqual([])
  })
})
