import { describe, expect, it } from 'vitest'
import { Correction } from '../../../web/models/reviews/editing.ts'
import { Lease } from '../../../web/models/reviews/lease.ts'
import type { Change, Review, ReviewQueue } from '../../../web/models/reviews/queue.ts'

const MINUTE = 60_000
const mine = {
  id: 'one',
  version: 3,
  status: 'PENDING_QC',
  intent: 'CREATE_WORK_ITEM',
  currency: 'CAD',
  draft_payload: { title: 'The tap' },
  fields: {},
  edited: [],
  assigned_to: { id: 'me', name: 'Omar' },
  assigned_until: '2026-11-27T10:10:00Z',
  allowed_actions: ['update', 'release'],
} as unknown as Review
const free = { ...mine, assigned_to: null, assigned_until: null, allowed_actions: ['update', 'take'] } as Review
const theirs = { ...mine, assigned_to: { id: 'ines', name: 'Ines' }, allowed_actions: [] } as unknown as Review

function desk() {
  const asked: Change[] = []
  const queue = { change: async (_: Review, change: Change) => asked.push(change) && mine }
  return { asked, queue: queue as unknown as ReviewQueue }
}

describe('a draft in hand', () => {
  it('stays his who works on it, asked for every few minutes however much he types', async () => {
    const { asked, queue } = desk()
    let now = 0
    const lease = new Lease(queue, () => now)
    lease.seen(free)
    lease.seen(mine)
    for (now = 0; now < 21 * MINUTE; now += 2_000) await lease.worked(mine)
    expect(asked).toHaveLength(5)
    expect(asked.every(({ action }) => action === 'take')).toBe(true)
  })

  it('that was in hand when the page came is taken anew at once, and then again after minutes', async () => {
    const { asked, queue } = desk()
    const lease = new Lease(queue, () => 0)
    lease.seen(mine)
    await lease.worked(mine)
    await lease.worked(mine)
    expect(asked).toHaveLength(1)
  })

  it('is taken by no page that is only open, nor from anybody', async () => {
    const { asked, queue } = desk()
    const lease = new Lease(queue, () => 60 * MINUTE)
    lease.seen(mine)
    for (const review of [free, theirs]) await lease.worked(review)
    expect(asked).toEqual([])
  })

  it('is said to be lost where he did not let it go, and what he typed stays', async () => {
    const { queue } = desk()
    for (const next of [free, theirs]) {
      const correction = new Correction(queue, mine)
      correction.type('title', 'The tap in the hall')
      correction.take(next)
      expect([correction.lost.value, correction.values.value.texts.title]).toEqual([true, 'The tap in the hall'])
      // Told again by the next look at the queue; over once he has it again.
      correction.take({ ...next })
      expect(correction.lost.value).toBe(true)
      correction.take({ ...mine, assigned_until: '2026-11-27T10:30:00Z' })
      expect(correction.lost.value).toBe(false)
    }
  })

  it('is not lost where he let it go', async () => {
    const { queue } = desk()
    const correction = new Correction(queue, mine)
    await correction.letGo()
    correction.take(free)
    expect(correction.lost.value).toBe(false)
  })
})
