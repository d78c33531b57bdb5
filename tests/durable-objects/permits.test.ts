import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LEASE_MAX, Permits } from '../../durable-objects/limiter/permits.ts'
import { SlidingWindow } from '../../durable-objects/limiter/sliding-window.ts'

const LIMIT = 600
const MINUTE = 60_000

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }))
afterEach(() => void vi.useRealTimers())

/** The one place that counts, some milliseconds away; `granted` is what it gave out, `asked` how often it was asked. */
function counter() {
  const window = new SlidingWindow()
  const seen = { granted: 0, asked: 0 }
  const ask = async (wanted: number) => {
    seen.asked++
    await new Promise((resolve) => setTimeout(resolve, 3))
    const taken = window.take(wanted, LIMIT, 60)
    seen.granted += taken.granted
    return taken
  }
  return { seen, ask }
}
/** So many requests of one key at once; answers how many were let through. */
async function burst(permits: Permits, { ask }: ReturnType<typeof counter>, count: number): Promise<number> {
  const waits = Promise.all(Array.from({ length: count }, async () => permits.take('key', ask)))
  await vi.advanceTimersByTimeAsync(10)
  return (await waits).filter((wait) => wait === 0).length
}

describe('permits of one isolate', () => {
  it.each([1, 20])('let through exactly as many as there are, %i at a time', async (atOnce) => {
    const [permits, place] = [new Permits(), counter()]
    let served = 0
    for (let i = 0; i < 700 / atOnce; i++) served += await burst(permits, place, atOnce)
    expect([served, place.seen.granted]).toEqual([LIMIT, LIMIT])
    if (atOnce === 1) expect(place.seen.asked).toBeLessThan(50)
  })

  it('twenty requests at once take one lease and a permit each, not a lease each', async () => {
    const [permits, place] = [new Permits(), counter()]
    for (let i = 0; i < 200; i++) await burst(permits, place, 1)
    const before = place.seen.granted
    for (let i = 0; i < 20; i++) expect(await burst(permits, place, 20)).toBe(20)
    expect(place.seen.granted).toBeLessThanOrEqual(before + 20 * 20 + LEASE_MAX)
  })

  it('a lease ends after ten seconds, and who asks seldom wastes next to none', async () => {
    const [permits, place] = [new Permits(), counter()]
    for (let i = 0; i < 31; i++) await burst(permits, place, 1)
    const wasted = place.seen.granted - 31
    expect(wasted).toBeLessThanOrEqual(LEASE_MAX)
    await vi.advanceTimersByTimeAsync(10_001)
    const asked = place.seen.asked
    for (let i = 0; i < 20; i++) {
      await burst(permits, place, 1)
      await vi.advanceTimersByTimeAsync(11_000)
    }
    expect(place.seen.asked).toBe(asked + 20)
    expect(place.seen.granted).toBe(31 + wasted + 20)
  })

  it('says how long to wait, asks again after a second, and lets through again as the window slides', async () => {
    const [permits, place] = [new Permits(), counter()]
    while ((await burst(permits, place, 20)) === 20);
    const asked = place.seen.asked
    const wait = await permits.take('key', place.ask)
    expect(wait).toBeGreaterThan(1)
    expect(wait).toBeLessThanOrEqual(60)
    expect(place.seen.asked).toBe(asked)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await burst(permits, place, 1)).toBe(0)
    expect(place.seen.asked).toBe(asked + 1)
    await vi.advanceTimersByTimeAsync(MINUTE + MINUTE / 2)
    expect(await burst(permits, place, 20)).toBe(20)
  })

  it('a request that ended while it asked keeps nobody waiting', async () => {
    const [permits, place] = [new Permits(), counter()]
    void permits.take('key', () => new Promise(() => {}))
    await vi.advanceTimersByTimeAsync(1_001)
    for (let i = 0; i < 10; i++) expect(await burst(permits, place, 1)).toBe(1)
    expect(place.seen.asked).toBeLessThan(6)
  })

  it('keys share nothing', async () => {
    const [permits, place] = [new Permits(), counter()]
    while ((await burst(permits, place, 20)) === 20);
    expect(await permits.take('other', async () => ({ granted: 1, left: 0, retryAfterSeconds: 0 }))).toBe(0)
  })
})

it('twenty isolates at once let through exactly as many as there are, and hold no more than a lease each', async () => {
  const [isolates, place] = [Array.from({ length: 20 }, () => new Permits()), counter()]
  let served = 0
  for (let i = 0; i < 60; i++) {
    served += (await Promise.all(isolates.map((permits) => burst(permits, place, 3)))).reduce((sum, n) => sum + n, 0)
    expect(place.seen.granted - served).toBeLessThanOrEqual(20 * LEASE_MAX)
    expect(place.seen.granted).toBeLessThanOrEqual(LIMIT)
  }
  expect(served).toBe(LIMIT)
})
