import { beforeEach, describe, expect, it } from 'vitest'
import type { CallLedger } from '../../core/domain/plans/call-counts.ts'
import { CallCounts } from '../../durable-objects/meter/call-counts.ts'
import { memorySql } from '../support/fake-call-meter.ts'

const [NOVEMBER, DECEMBER] = ['2026-11-01', '2026-12-01']
const HOUR = 3_600_000
let now: number
let counts: CallCounts
beforeEach(() => {
  now = 1_800_000_000_000
  counts = new CallCounts(memorySql(), () => now)
})

interface Wish {
  calls?: number
  limit?: number | null
  month?: string
  ledger?: CallLedger
}
const take = (id: string, { calls = 1, limit = 3, month = NOVEMBER, ledger = { calls: 0, asked: [] } }: Wish = {}) =>
  counts.take({ id, calls, month, limit, ledger })
const used = (month: string) => counts.used(month)?.calls ?? null
const settle = (id: string, calls: number, month = NOVEMBER) => counts.settle(month, [{ id, calls }])
const granted = (...ids: string[]) => ids.filter((id) => take(id).isGranted)

describe('what a plan has is taken', () => {
  it('until nothing is left, and what was taken once is not taken twice', () => {
    expect(granted('a', 'a', 'b', 'b', 'c', 'd', 'a')).toEqual(['a', 'a', 'b', 'b', 'c', 'a'])
    expect(used(NOVEMBER)).toBe(3)
  })

  it('without end where there is no limit', () => {
    for (let n = 0; n < 2_000; n++) expect(take(`call-${n}`, { limit: null }).isGranted).toBe(true)
    expect(used(NOVEMBER)).toBe(2_000)
  })

  it('for each answer of a call, however often it is told, and of what is settled no more', () => {
    granted('a')
    for (const calls of [2, 2, 1, 3]) expect(take('a', { calls }).isGranted).toBe(true)
    expect(take('a', { calls: 4 }).isGranted).toBe(false)
    expect(used(NOVEMBER)).toBe(3)
    settle('a', 2)
    expect(take('a', { calls: 4 }).isGranted).toBe(true)
    expect([granted('b', 'c'), used(NOVEMBER)]).toEqual([['b'], 3])
  })

  it('by the limit of the moment, raised or lowered in mid-month', () => {
    granted('a', 'b', 'c')
    expect(take('d', { limit: 5 }).isGranted).toBe(true)
    expect(take('e', { limit: 1 }).isGranted).toBe(false)
    expect(used(NOVEMBER)).toBe(4)
  })

  it('each month by itself, and back where the business moved to a zone in which it is still the last', () => {
    granted('a', 'b', 'c')
    expect(take('d', { month: DECEMBER }).isGranted).toBe(true)
    expect(take('e').isGranted).toBe(false)
    expect([used(NOVEMBER), used(DECEMBER)]).toEqual([3, 1])
  })
})

describe('what came of it corrects the count', () => {
  it('by none where no answer came, by each revision, and once', () => {
    granted('a', 'b')
    for (let times = 0; times < 3; times++) {
      settle('a', 0)
      settle('b', 3)
    }
    expect(used(NOVEMBER)).toBe(3)
    expect(granted('c')).toEqual([])
  })

  it('in its own month, after the turn of it', () => {
    granted('a')
    take('b', { month: DECEMBER })
    settle('a', 4, NOVEMBER)
    expect([used(NOVEMBER), used(DECEMBER)]).toEqual([4, 1])
    // Told by who asks in December, of a call of which nobody had heard.
    settle('a', 2, DECEMBER)
    expect([used(NOVEMBER), used(DECEMBER)]).toEqual([2, 1])
  })

  it('also where it is heard before the take, which then changes nothing', () => {
    granted('a')
    settle('b', 2)
    expect(take('b').isGranted).toBe(true)
    expect(used(NOVEMBER)).toBe(3)
  })

  it('not where the month was never counted here: the ledger has it', () => {
    settle('a', 2)
    expect(used(NOVEMBER)).toBeNull()
    take('b', { ledger: { calls: 2, asked: [] } })
    expect(used(NOVEMBER)).toBe(3)
  })
})

describe('where nothing is known of a month', () => {
  it('it begins with what the ledger says, once', () => {
    expect(take('a', { ledger: { calls: 2, asked: [] } }).isGranted).toBe(true)
    expect(take('b', { ledger: { calls: 0, asked: [] } }).isGranted).toBe(false)
    expect(used(NOVEMBER)).toBe(3)
  })

  it('what came of an older call, which the ledger told already, is not counted again', () => {
    take('b', { limit: 10, ledger: { calls: 1, asked: [] } })
    settle('a', 1)
    settle('c', 1)
    expect(used(NOVEMBER)).toBe(1 + 1 + 1)
  })

  it('calls that are under way are known, and settled as if they had been taken here', () => {
    take('a', { limit: 10, ledger: { calls: 5, asked: ['x', 'y'] } })
    settle('x', 0)
    settle('y', 3)
    settle('y', 3)
    expect(used(NOVEMBER)).toBe(5 + 1 - 1 + 2)
  })
})

describe('a call of which nobody heard', () => {
  it('counts, and is asked about when whoever took it must have died, until it is settled', () => {
    take('a')
    now += HOUR / 4
    expect(take('b').unheard).toEqual([])
    now += HOUR / 4
    expect(take('c').unheard).toEqual(['a'])
    settle('a', 0)
    now += HOUR / 4
    expect(take('d').unheard).toEqual(['b'])
    expect(used(NOVEMBER)).toBe(3)
  })

  it('is asked about also where none is left, and where somebody looks', () => {
    granted('a', 'b', 'c')
    now += HOUR
    expect(take('d')).toEqual({ isGranted: false, unheard: ['a', 'b', 'c'] })
    expect(counts.used(NOVEMBER)).toEqual({ calls: 3, unheard: ['a', 'b', 'c'] })
  })

  it('is asked about together with a thousand at most, the oldest first', () => {
    for (let n = 0; n < 1_010; n++) {
      take(`call-${n}`, { limit: null })
      now++
    }
    now += HOUR
    const { unheard } = take('last', { limit: null })
    expect([unheard.length, unheard[0], unheard[999]]).toEqual([1_000, 'call-0', 'call-999'])
  })

  it('and one that was settled is forgotten after a day, not its count', () => {
    take('a')
    settle('a', 1)
    now += 25 * HOUR
    take('b')
    settle('a', 7, DECEMBER)
    expect(used(NOVEMBER)).toBe(2)
  })
})
