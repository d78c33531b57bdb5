import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetReading, readings, readReceiptOf } from '../../../web/models/reading/receipts.ts'

/** Ends of the pictures that a reader was asked for. */
const ends: (() => void)[] = []
class Reader {
  onmessage: ((told: object) => void) | null = null
  addEventListener() {}
  terminate() {}
  postMessage({ jobId, action }: { jobId: string; action: string }) {
    const done = () => this.onmessage?.({ data: { jobId, status: 'resolve', data: { blocks: [] } } })
    if (action === 'recognize') ends.push(done)
    else queueMicrotask(done)
  }
}
beforeEach(() => {
  ends.length = 0
  vi.stubGlobal('Worker', Reader)
  // Its parts are here.
  vi.stubGlobal('fetch', async () => new Response('part'))
  vi.stubGlobal('createImageBitmap', async ({ size }: Blob) => ({ width: size, height: 1, close: () => {} }))
})
afterEach(() => void vi.unstubAllGlobals())
const asked = (count: number) => vi.waitFor(() => expect(ends).toHaveLength(count))

it('of a picture that another replaced while it was read nothing is said', async () => {
  const seen: unknown[] = []
  const stop = readings.subscribe((all) => void seen.push(all.get('e')))
  void readReceiptOf('e', new Blob(['old']))
  await asked(1)
  const second = readReceiptOf('e', new Blob(['newer']))
  ends[0]?.()
  await asked(2)
  ends[1]?.()
  await second
  stop()
  expect(seen).not.toContainEqual(expect.objectContaining({ size: { width: 3, height: 1 } }))
  expect(readings.value.get('e')).toMatchObject({ state: 'read', size: { width: 5 } })
})

it('a receipt that is gone is not read any more, nor heard of', async () => {
  void readReceiptOf('f', new Blob(['old']))
  await asked(1)
  const waiting = readReceiptOf('g', new Blob(['old']))
  forgetReading('f')
  forgetReading('g')
  ends[0]?.()
  await Promise.race([waiting, asked(2).catch(() => {})])
  expect([readings.value.has('f'), readings.value.has('g'), ends.length]).toEqual([false, false, 1])
})
