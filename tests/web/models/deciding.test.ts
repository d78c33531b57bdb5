import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '../../../web/api.ts'
import { type AiDraft, aiDrafts } from '../../../web/models/ai-drafts.ts'
import { approve } from '../../../web/models/suggestion/deciding.ts'
import { Suggestion } from '../../../web/models/suggestion/editing.ts'
import { newDrafts } from '../support/mock-ai-drafts.ts'

const [seen] = newDrafts() as [AiDraft]
const asked: unknown[] = []
/** Refuses the first decision: it is another version by then. */
const meanwhile = (latest: AiDraft) =>
  vi.spyOn(aiDrafts, 'act').mockImplementation(async (_id, _verb, body) => {
    asked.push(body)
    if (asked.length === 1) throw new ApiError(409, 'CONFLICT', 'State changed', { latest })
    return { ...latest, version: latest.version + 1 }
  })

beforeEach(() => {
  vi.stubGlobal('navigator', { language: 'en-CA' })
  asked.length = 0
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('a model that read the same meanwhile hinders no decision', async () => {
  meanwhile({ ...seen, version: seen.version + 3 })
  await approve(new Suggestion(seen))
  expect(asked).toEqual([{ if_match_version: seen.version }, { if_match_version: seen.version + 3 }])
})

it.each([
  ['another value', { draft_payload: { ...seen.draft_payload, notes: 'Not seen before' } }],
  ['another status', { status: 'REJECTED' }],
  ['something alike', { similar: [{ type: 'invoice', id: 'x', title: 'INV-1', created_at: '2026-11-20T10:00:00Z' }] }],
] as const)('%s is shown first, and decided on again by the person alone', async (_, changes) => {
  const latest = { ...seen, ...changes, version: seen.version + 1 } as AiDraft
  meanwhile(latest)
  const suggestion = new Suggestion(seen)
  await expect(approve(suggestion)).rejects.toMatchObject({ status: 409 })
  expect(asked).toHaveLength(1)
  expect(suggestion.draft.value).toBe(latest)
})
