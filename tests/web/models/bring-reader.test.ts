import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bringReader } from '../../../web/models/reading/bring.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Parts that come a hundred kilobytes at a time, `everyMs`; after `most` of them nothing more does. */
function network(everyMs: number, most = Number.POSITIVE_INFINITY) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string, { signal }: { signal: AbortSignal }) => {
    asked.push(path)
    let count = 0
    const body = new ReadableStream({
      async pull(stream) {
        if (count === 34) return stream.close()
        if (count++ >= most) {
          await new Promise<void>((_, stop) => signal.addEventListener('abort', () => stop(signal.reason)))
          return
        }
        await new Promise((done) => setTimeout(done, everyMs))
        stream.enqueue(new Uint8Array(100_000))
      },
    })
    return new Response(body)
  })
  return asked
}

it('waits for a reader that comes slowly, however long, and says how much of it is here', async () => {
  const asked = network(20_000)
  const shares: number[] = []
  const core = bringReader((share) => shares.push(share))
  await vi.advanceTimersByTimeAsync(68 * 20_000 + 1_000)
  expect(await core).toMatch(/^\/reader-[\d.]+\/tesseract-core(-\w+)?-lstm\.wasm\.js$/)
  expect(asked).toEqual([await core, expect.stringMatching(/eng\.traineddata\.gz$/)])
  expect([shares.length, shares[0]! < 0.02, shares.at(-1)! > 0.95]).toEqual([68, true, true])
})

it('gives up where nothing comes any more', async () => {
  network(1_000, 3)
  const refused = expect(bringReader(() => {})).rejects.toThrow()
  await vi.advanceTimersByTimeAsync(40_000)
  await refused
})

it('is not there where it is not', async () => {
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }))
  await expect(bringReader(() => {})).rejects.toThrow('not there')
})
