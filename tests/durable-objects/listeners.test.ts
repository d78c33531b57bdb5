import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Listeners } from '../../durable-objects/live/listeners.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Page = ReadableStream<Uint8Array> | null
const settle = () => vi.advanceTimersByTimeAsync(0)

/** A page that takes everything; `text` grows, `ended` says that the stream did. */
function reading(page: Page) {
  const heard = { text: '', ended: false }
  void (async () => {
    for await (const chunk of page!.pipeThrough(new TextDecoderStream() as never) as never as AsyncIterable<string>)
      heard.text += chunk
    heard.ended = true
  })().catch(() => {})
  return heard
}
const open = (listeners: Listeners, member: string, ids: string[] = []) => reading(listeners.open(member, ids))

it('tells kinds to everybody, and ids only of what one sees all of', async () => {
  const listeners = new Listeners()
  const [owner, agent] = [open(listeners, 'owner', ['invoice', 'payment']), open(listeners, 'agent', ['item'])]
  listeners.tell('invoice', 'id-1')
  await settle()
  expect(owner.text).toContain('event: changed\ndata: {"kind":"invoice","id":"id-1"}\n\n')
  expect(agent.text).toContain('event: changed\ndata: {"kind":"invoice"}\n\n')
  expect(agent.text).not.toContain('id-1')
})

it('gives a member eight places: the newest page takes that of his oldest, which is told so', async () => {
  const listeners = new Listeners()
  const pages = Array.from({ length: 200 }, () => open(listeners, 'viewer'))
  const owner = open(listeners, 'owner', ['invoice'])
  await settle()
  expect(listeners.size).toBe(9)
  expect(pages.slice(0, 192).every(({ ended, text }) => ended && text.includes('event: replaced'))).toBe(true)
  expect(pages.slice(192).some(({ ended }) => ended)).toBe(false)
  listeners.tell('invoice', 'id-1')
  await settle()
  expect(owner.text).toContain('id-1')
})

it('has two hundred places, and one again when a page ends', async () => {
  const listeners = new Listeners()
  const pages = Array.from({ length: 200 }, (_, n) => listeners.open(`member-${n}`, []))
  expect(pages.every(Boolean)).toBe(true)
  expect(listeners.open('one more', [])).toBe(null)
  await pages[7]?.cancel()
  await settle()
  expect(listeners.size).toBe(199)
  expect(listeners.open('one more', [])).not.toBe(null)
})

it('takes the place of whoever hung up without a word at the second beat, and of nobody who listens', async () => {
  const listeners = new Listeners()
  const heard = open(listeners, 'listens')
  listeners.open('hung up', [])
  listeners.open('hung up', [])
  await vi.advanceTimersByTimeAsync(20_001)
  expect(listeners.size).toBe(1)
  expect([heard.ended, heard.text]).toEqual([false, ': open\n\n: beat\n\n: beat\n\n'])
})

it('ends every stream within a minute, and leaves no timer', async () => {
  const listeners = new Listeners()
  const heard = open(listeners, 'owner')
  await vi.advanceTimersByTimeAsync(60_000)
  expect([heard.ended, listeners.size, vi.getTimerCount()]).toEqual([true, 0, 0])
})
