import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { callMeter } from '../../durable-objects/meter/client.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** An object that does these things in turn when it is asked. */
function objectThat(...does: (() => Promise<unknown>)[]) {
  const asked = { times: 0 }
  const next = () => does[asked.times++]!()
  const stub = { take: next, settle: next, used: next, forget: next }
  return { asked, meter: callMeter({ idFromName: (name: string) => name, get: () => stub } as never) }
}
const fails = () => Promise.reject(new Error('moved'))
const hangs = () => new Promise(() => {})
const call = { id: 'a', calls: 1, month: '2026-11-01', limit: 1, ledger: { calls: 0, asked: [] } }
const taken = { isGranted: true, unheard: [] }

it('is asked again where it failed or did not answer in time, once', async () => {
  for (const first of [fails, hangs]) {
    const { meter, asked } = objectThat(first, async () => taken)
    const answer = meter.take('business', call)
    await vi.advanceTimersByTimeAsync(2_000)
    expect([await answer, asked.times]).toEqual([taken, 2])
  }
})

it('says that nobody answers, in some seconds, and throws at nobody', async () => {
  const { meter } = objectThat(...Array.from({ length: 8 }, (_, n) => (n % 2 ? hangs : fails)))
  const answers = Promise.all([
    meter.take('business', call),
    meter.used('business', call.month),
    meter.forget('business'),
  ])
  const settled = meter.settle('business', call.month, [{ id: 'a', calls: 1 }])
  await vi.advanceTimersByTimeAsync(4_000)
  expect([await answers, await settled]).toEqual([[null, null, false], undefined])
  expect(vi.getTimerCount()).toBe(0)
})
