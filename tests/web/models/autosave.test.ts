import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '../../../web/api.ts'
import { Autosave } from '../../../web/models/autosave.ts'

interface Thing {
  version: number
  updated_at: string
  words: string
}
const first: Thing = { version: 1, updated_at: '2026-11-19T15:00:00.000Z', words: 'a' }
let save: (thing: Thing, changes: Record<string, unknown>) => Promise<Thing>
const sent: unknown[] = []

const edit = () =>
  new Autosave<Thing, { words: string }>(
    {
      valuesOf: ({ words }) => ({ words }),
      problems: ({ words }): Record<string, string> => (words === '' ? { words: 'Say it' } : {}),
      wire: ({ words }) => ({ words: words.trim() }),
      save: (thing, changes) => {
        sent.push([thing.version, changes])
        return save(thing, changes)
      },
      onScreen: (_, errors) => errors,
    },
    first,
  )

beforeEach(() => {
  vi.useFakeTimers()
  sent.length = 0
  // The server writes it its own way.
  save = async (thing) => ({ ...thing, words: 'as the server has it', version: thing.version + 1 })
})
afterEach(() => void vi.useRealTimers())

it('saves once after the last key, and nothing twice, however the server writes it', async () => {
  const editor = edit()
  editor.change({ words: 'ab' })
  editor.change({ words: 'abc ' })
  await vi.advanceTimersByTimeAsync(1000)
  editor.change({ words: 'abc' })
  await vi.advanceTimersByTimeAsync(1000)
  expect(sent).toEqual([[1, { words: 'abc' }]])
  expect(editor.unsaved).toBeNull()
})

it('saves what was typed while it saved before it says that all is there', async () => {
  const editor = edit()
  editor.change({ words: 'b' })
  const all = editor.flush()
  editor.change({ words: 'c' })
  expect(await all).toBe(true)
  expect(sent).toEqual([
    [1, { words: 'b' }],
    [2, { words: 'c' }],
  ])
})

it('sends nothing that lacks something, and says that it is not saved', async () => {
  const editor = edit()
  editor.change({ words: '' })
  expect(await editor.flush()).toBe(false)
  expect(editor.errors.value).toEqual({ words: 'Say it' })
  expect(sent).toEqual([])
})

it('is a conflict where it is of another version, and else what was said', async () => {
  const refused = (version: number) => async () => {
    throw new ApiError(409, 'CONFLICT', 'All of it is credited', { latest: { ...first, version } })
  }
  const editor = edit()
  save = refused(1)
  editor.change({ words: 'b' })
  expect(await editor.flush()).toBe(false)
  expect(editor.state.value).toBe('failed')
  expect(editor.problem.value).toMatchObject({ message: 'All of it is credited' })
  save = refused(7)
  expect(await editor.flush()).toBe(false)
  expect(editor.state.value).toBe('conflict')
  editor.takeLatest()
  expect(editor.values.value).toEqual({ words: 'a' })
})
