import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Listeners, type Page } from '../../durable-objects/live/listeners.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Stream = ReadableStream<Uint8Array> | null
const settle = () => vi.advanceTimersByTimeAsync(0)

/** A page that takes everything; `text` grows, `ended` says that the stream did. */
function reading(stream: Stream) {
  const heard = { text: '', ended: false }
  void (async () => {
    for await (const chunk of stream!.pipeThrough(new TextDecoderStream() as never) as never as AsyncIterable<string>)
      heard.text += chunk
    heard.ended = true
  })().catch(() => {})
  return heard
}
const page = (member: string, more: Partial<Page> = {}): Page => ({
  member,
  name: 'page-1',
  at: null,
  idsOf: [],
  ...more,
})
const open = (listeners: Listeners, member: string, more: Partial<Page> = {}) =>
  reading(listeners.open(page(member, more)))

it('tells kinds to everybody, and ids only of what one sees all of', async () => {
  const listeners = new Listeners()
  const [owner, agent] = [
    open(listeners, 'owner', { idsOf: ['invoice', 'payment'] }),
    open(listeners, 'agent', { idsOf: ['item'] }),
  ]
  listeners.tell('invoice', 'id-1')
  await settle()
  expect(owner.text).toContain('event: changed\ndata: {"kind":"invoice","id":"id-1"}\n\n')
  expect(agent.text).toContain('event: changed\ndata: {"kind":"invoice"}\n\n')
  expect(agent.text).not.toContain('id-1')
})

it('gives a member eight places: the newest page takes that of his oldest, which is told so', async () => {
  const listeners = new Listeners()
  const pages = Array.from({ length: 200 }, () => open(listeners, 'viewer'))
  const owner = open(listeners, 'owner', { idsOf: ['invoice'] })
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
  const pages = Array.from({ length: 200 }, (_, n) => listeners.open(page(`member-${n}`)))
  expect(pages.every(Boolean)).toBe(true)
  expect(listeners.open(page('one more'))).toBe(null)
  await pages[7]?.cancel()
  await settle()
  expect(listeners.size).toBe(199)
  expect(listeners.open(page('one more'))).not.toBe(null)
})

it('takes the place of whoever hung up without a word at the second beat, and of nobody who listens', async () => {
  const listeners = new Listeners()
  const heard = open(listeners, 'listens')
  listeners.open(page('hung up'))
  listeners.open(page('hung up'))
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

const [LEAK, TAP] = ['conversation-leak', 'conversation-tap']
const at = (conversation: string, state: 'READING' | 'WRITING' = 'READING') => ({ conversation, state })
/** Who is where, as a page was told last. */
const present = ({ text }: { text: string }) => text.split('event: present\ndata: ').at(-1)?.split('\n')[0] ?? ''
const members = (...all: [id: string, state: string][]) => JSON.stringify(all.map(([id, state]) => ({ id, state })))

it('TI9 shows who is in a conversation to those who are in it, and to nobody else', async () => {
  const listeners = new Listeners()
  const [ann, bob, cem] = [open(listeners, 'ann', { at: at(LEAK) }), open(listeners, 'bob'), open(listeners, 'cem')]
  listeners.move('bob', 'page-1', at(LEAK))
  listeners.move('cem', 'page-1', at(TAP))
  listeners.move('bob', 'page-1', at(LEAK, 'WRITING'))
  // A page that has no stream is nowhere.
  listeners.move('dan', 'page-1', at(LEAK))
  await settle()
  const both = members(['ann', 'READING'], ['bob', 'WRITING'])
  expect([present(ann), present(bob)]).toEqual([both, both].map((all) => `{"conversation":"${LEAK}","members":${all}}`))
  expect(present(cem)).toBe(`{"conversation":"${TAP}","members":${members(['cem', 'READING'])}}`)
  listeners.move('bob', 'page-1', null)
  await settle()
  expect(present(ann)).toContain(members(['ann', 'READING']))
})

it('takes nobody for gone whose stream was opened anew, and everybody soon who hung up', async () => {
  const listeners = new Listeners()
  const ann = open(listeners, 'ann', { at: at(LEAK) })
  const first = listeners.open(page('bob', { at: at(LEAK, 'WRITING') }))
  await settle()
  await first!.cancel()
  await settle()
  const told = ann.text
  const second = listeners.open(page('bob', { at: at(LEAK, 'WRITING') }))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(new Set(ann.text.slice(told.length).match(/"members":.*/g))).toEqual(
    new Set([`"members":${members(['ann', 'READING'], ['bob', 'WRITING'])}}`]),
  )
  await second!.cancel()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(present(ann)).toContain(members(['ann', 'READING']))
})

it('a member with two pages in it is there once, and writes if one of them does', async () => {
  const listeners = new Listeners()
  const ann = open(listeners, 'ann', { at: at(LEAK) })
  open(listeners, 'bob', { name: 'page-1', at: at(LEAK, 'WRITING') })
  open(listeners, 'bob', { name: 'page-2', at: at(LEAK) })
  await settle()
  expect(present(ann)).toContain(members(['ann', 'READING'], ['bob', 'WRITING']))
  for (let n = 0; n < 30; n++) open(listeners, `member-${n}`, { at: at(LEAK) })
  await settle()
  expect(present(ann).match(/"id"/g)).toHaveLength(20)
})
