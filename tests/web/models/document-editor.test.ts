import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DocumentEditor } from '../../../web/models/document-editor.ts'
import { invoiceKind } from '../../../web/models/invoice-kind.ts'
import { noteOf } from '../../../web/models/save-note.ts'
import { accessToken, sessionState } from '../../../web/models/session.ts'
import { invoiceOf, summaries } from '../support/maple.ts'
import { refusal } from '../support/mock-api.ts'

const invoice = invoiceOf(summaries[0]!)
type Call = { method: string; url: string; body: Record<string, unknown> }
let calls: Call[] = []
let answer: (call: Call) => Response | Promise<Response>

beforeEach(() => {
  accessToken.value = 'a token'
  sessionState.value = 'in'
  vi.useFakeTimers()
  calls = []
  answer = ({ body }) =>
    json({ data: { ...invoice, ...body, version: Number(body.if_match_version ?? 0) + 1 }, meta: {} })
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const call = { method: init.method ?? 'GET', url, body: init.body ? JSON.parse(String(init.body)) : {} }
    calls.push(call)
    return answer(call)
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const open = (isNew = false) => {
  const created = vi.fn()
  const editor = new DocumentEditor(invoiceKind, {
    draft: invoiceKind.draftOf(invoice),
    document: isNew ? null : invoice,
    onCreated: created,
  })
  return { editor, created }
}

describe('DocumentEditor', () => {
  it('saves within a second after the last key, once', async () => {
    const { editor } = open()
    editor.change({ notes: 'a' })
    await vi.advanceTimersByTimeAsync(500)
    editor.change({ notes: 'ab' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(calls.map(({ method, body }) => [method, body.notes, body.if_match_version])).toEqual([['PATCH', 'ab', 1]])
    expect(editor.state.value).toBe('saved')
  })

  it('does not save what has not changed', async () => {
    const { editor } = open()
    editor.change({ notes: invoice.notes ?? '' })
    await vi.advanceTimersByTimeAsync(2000)
    expect(calls).toEqual([])
  })

  it('saves once at a time, however many wait for the one before', async () => {
    const { editor } = open()
    answer = async ({ body }) => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      return json({ data: { ...invoice, ...body, version: Number(body.if_match_version) + 1 }, meta: {} })
    }
    editor.change({ notes: 'a' })
    const first = editor.flush()
    editor.change({ notes: 'ab' })
    const others = [editor.flush(), editor.flush()]
    await vi.advanceTimersByTimeAsync(2000)
    expect(await Promise.all([first, ...others])).toEqual([true, true, true])
    expect(calls.map(({ body }) => [body.notes, body.if_match_version])).toEqual([
      ['a', 1],
      ['ab', 2],
    ])
  })

  it('creates a new draft once, then edits it', async () => {
    const { editor, created } = open(true)
    editor.change({ notes: 'a' })
    await vi.advanceTimersByTimeAsync(1000)
    editor.change({ notes: 'b' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(calls.map((call) => call.method)).toEqual(['POST', 'PATCH'])
    expect(created).toHaveBeenCalledOnce()
  })

  it('saves again what was typed while saving, with the new version', async () => {
    const { editor } = open()
    answer = async ({ body }) => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      return json({ data: { ...invoice, version: Number(body.if_match_version) + 1 }, meta: {} })
    }
    editor.change({ notes: 'a' })
    await vi.advanceTimersByTimeAsync(800)
    editor.change({ notes: 'b' })
    await vi.advanceTimersByTimeAsync(3000)
    expect(calls.map(({ body }) => [body.notes, body.if_match_version])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })

  it('stops at a conflict and overwrites only when told to', async () => {
    const { editor } = open()
    const theirs = { ...invoice, notes: 'theirs', version: 7 }
    answer = () => json(refusal('CONFLICT', 'It changed meanwhile', [], theirs), 409)
    editor.change({ notes: 'mine' })
    await vi.advanceTimersByTimeAsync(5000)
    expect([editor.state.value, calls.length, editor.draft.value.notes]).toEqual(['conflict', 1, 'mine'])
    answer = ({ body }) => json({ data: { ...theirs, notes: String(body.notes), version: 8 }, meta: {} })
    editor.keepMine()
    await vi.advanceTimersByTimeAsync(10)
    expect(calls[1]?.body).toMatchObject({ notes: 'mine', if_match_version: 7 })
  })

  it('takes theirs when asked', async () => {
    const { editor } = open()
    answer = () =>
      json(refusal('CONFLICT', 'It changed meanwhile', [], { ...invoice, notes: 'theirs', version: 7 }), 409)
    editor.change({ notes: 'mine' })
    await vi.advanceTimersByTimeAsync(1000)
    editor.takeLatest()
    expect([editor.draft.value.notes, editor.isDirty, editor.state.value]).toEqual(['theirs', false, 'saved'])
  })

  it('keeps what was typed when the connection is lost, and tries again', async () => {
    const { editor } = open()
    answer = () => Promise.reject(new TypeError('network'))
    editor.change({ notes: 'kept' })
    await vi.advanceTimersByTimeAsync(1000)
    expect([editor.state.value, editor.draft.value.notes]).toEqual(['failed', 'kept'])
    answer = () => json({ data: { ...invoice, version: 2 }, meta: {} })
    await vi.advanceTimersByTimeAsync(6000)
    expect(editor.state.value).toBe('saved')
  })
})

describe('noteOf', () => {
  const time = () => '14:05'
  it.each([
    ['saved', 1, {}, 'Saved 14:05', 'Saved 14:05', false],
    ['idle', null, {}, '', '', false],
    ['conflict', 1, {}, 'Changed by someone else', 'Changed by someone else', true],
    ['saved', 1, { 'line_items.1.rate': 'Enter a price' }, 'Saved 14:05, but not line 2', 'Not all saved', true],
    [
      'saved',
      1,
      { 'line_items.1.rate': 'x', 'line_items.1.name': 'x', 'line_items.4.qty': 'x', discount: 'x' },
      'Saved 14:05, but not lines 2, 5 and the discount',
      'Not all saved',
      true,
    ],
    ['saving', 1, { due_date: 'Choose a date' }, 'Not saved. Choose a date', 'Not saved yet', true],
  ] as const)('of %s at %s without %j is %s', (state, at, unsavable, words, short, isBad) => {
    expect(noteOf(state, at, unsavable, time)).toEqual({ words, short, isBad })
  })
})
