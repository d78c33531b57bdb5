import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AnyDocument } from '../../../core/contract/documents.ts'
import type { SentKind } from '../../../web/models/document-kind.ts'
import { startSending } from '../../../web/models/sending.ts'
import { toasts } from '../../../web/models/toasts.ts'
import { invoiceOf, summaries } from '../support/maple.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const draft = invoiceOf(summaries[0]!) as AnyDocument
/** Every mail of it is refused. */
const refused = {
  word: 'invoice',
  send: async () => ({ ...draft, send_at: '2026-11-20T12:00:00.000Z' }),
  load: async () => ({ ...draft, send_at: null }),
  lastSent: () => null,
  keep: () => {},
} as unknown as SentKind

it('says of which mail it was that it did not go out, until that document is sent in any way', async () => {
  const words = () => toasts.value.map(({ text }) => text)
  await startSending(refused, draft, 'pete@first.example', { message: null })
  await vi.advanceTimersByTimeAsync(12_000)
  expect(words()).toEqual(['Not sent to pete@first.example, your text is kept'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(words()).toHaveLength(1)
  await startSending(refused, { ...draft, id: 'another' }, 'kim@other.example', { message: null })
  expect(words()).toHaveLength(1)
  await startSending(refused, draft, 'pete@second.example', { message: null })
  expect(words()).toEqual([])
})
