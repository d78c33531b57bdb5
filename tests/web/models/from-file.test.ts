import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('a file that was given up is not sent, and becomes no draft', async () => {
  const fetched = vi.fn()
  vi.stubGlobal('addEventListener', () => {})
  const { aiDrafts } = await import('../../../web/models/ai-drafts.ts')
  const { FileDraft } = await import('../../../web/models/suggestion/from-file.ts')
  vi.stubGlobal('fetch', fetched)
  const create = vi.spyOn(aiDrafts, 'create')
  const reading = new FileDraft(new File(['%PDF-1.7'], 'receipt.pdf', { type: 'application/pdf' }))
  const drafting = reading.draft()
  reading.giveUp()
  expect(await drafting).toBeNull()
  expect(fetched).not.toHaveBeenCalled()
  expect(create).not.toHaveBeenCalled()
})
