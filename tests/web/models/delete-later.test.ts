import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { deleteLater, withoutHidden } from '../../../web/models/delete-later.ts'
import { lastUndo, runToast, toasts } from '../../../web/models/toasts.ts'

const rows = [{ id: 'a' }, { id: 'b' }]
const left = () => withoutHidden(rows).map((row) => row.id)
const leaving = new EventTarget()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('addEventListener', leaving.addEventListener.bind(leaving))
  vi.stubGlobal('removeEventListener', leaving.removeEventListener.bind(leaving))
})
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('is gone at once and deleted when the time to take it back is over', async () => {
  const remove = vi.fn(async () => {})
  deleteLater('a', 'Draft deleted', remove)
  expect([left(), remove.mock.calls.length]).toEqual([['b'], 0])
  await vi.advanceTimersByTimeAsync(8000)
  expect([left(), remove.mock.calls.length]).toEqual([['b'], 1])
})

it('is never deleted when it was taken back', async () => {
  const remove = vi.fn(async () => {})
  deleteLater('b', 'Draft deleted', remove)
  runToast(lastUndo()!)
  await vi.advanceTimersByTimeAsync(20_000)
  leaving.dispatchEvent(new Event('pagehide'))
  expect([withoutHidden(rows).some((row) => row.id === 'b'), remove.mock.calls.length]).toEqual([true, 0])
})

it('is deleted when the page is left before', async () => {
  const remove = vi.fn(async () => {})
  deleteLater('c', 'Draft deleted', remove)
  leaving.dispatchEvent(new Event('pagehide'))
  await vi.advanceTimersByTimeAsync(20_000)
  expect(remove).toHaveBeenCalledOnce()
})

it('comes back with the reason when it was refused', async () => {
  deleteLater('b', 'Draft deleted', () => Promise.reject(new Error('no')))
  await vi.advanceTimersByTimeAsync(8000)
  expect(left()).toContain('b')
  expect(toasts.value.at(-1)?.text).toMatch(/^Not deleted\. /)
})
