import { type AiDraft, aiDrafts, kindOf, madeWords, placeOf, takeLatest } from '../ai-drafts.ts'
import { go } from '../navigation.ts'
import { changed } from '../queries.ts'
import { sentence } from '../sentences.ts'
import { showToast, showUndo } from '../toasts.ts'
import type { Suggestion } from './editing.ts'

type How = { merge_into?: string; override_warnings?: true }
type Expected = { if_match_version: number }

/**
 * What was decided, on the draft as it is seen; where somebody changed it meanwhile that is shown in its place. A model that
 * read the same as what is seen changed nothing that was decided on.
 */
async function decided(suggestion: Suggestion, decide: (expected: Expected) => Promise<AiDraft>): Promise<AiDraft> {
  const seen = suggestion.draft.value
  try {
    return taken(suggestion, await decide({ if_match_version: seen.version }))
  } catch (error) {
    const latest = await takeLatest(error, seen.id)
    if (!latest) throw error
    suggestion.take(latest)
    if (latest.version === seen.version || !saysTheSame(seen, latest)) throw error
    return taken(suggestion, await decide({ if_match_version: latest.version }))
  }
}

function taken(suggestion: Suggestion, saved: AiDraft): AiDraft {
  suggestion.take(saved)
  return saved
}

const wordsOf = ({ status, intent, draft_payload, similar }: AiDraft) =>
  JSON.stringify([status, intent, draft_payload, similar])
const saysTheSame = (seen: AiDraft, latest: AiDraft) => wordsOf(seen) === wordsOf(latest)

const act = (suggestion: Suggestion, verb: 'approve' | 'request-review') =>
  decided(suggestion, (expected) => aiDrafts.act(suggestion.draft.value.id, verb, expected))

/** Makes it. Never shown before it is so. */
export async function apply(suggestion: Suggestion, how: How): Promise<void> {
  const { id } = suggestion.draft.value
  try {
    const saved = await decided(suggestion, (expected) => aiDrafts.act(id, 'apply', { ...how, ...expected }))
    if (saved.applied) tellMade(saved, saved.applied)
  } catch (error) {
    // What is alike stands in the draft as it is now.
    changed('ai_draft')
    throw error
  }
}

function tellMade(draft: AiDraft, applied: NonNullable<AiDraft['applied']>): void {
  changed(kindOf(applied.type))
  showToast({
    text: madeWords(applied.type),
    about: draft.id,
    also: { label: 'Open', run: () => go(placeOf(applied)) },
    action: { label: 'Undo', key: 'z', run: () => void undo(draft) },
  })
}

/** Takes back what was made; where something depends on it, says why it stays. */
export async function undo({ id, applied }: AiDraft): Promise<void> {
  try {
    await aiDrafts.act(id, 'undo', {})
    if (applied) changed(kindOf(applied.type))
    showToast({ text: 'Taken back', about: id })
  } catch (error) {
    await takeLatest(error, id)
    showToast({ text: `It stays. ${sentence(error)}`, kind: 'failed', about: id })
  }
}

export async function askForReview(suggestion: Suggestion): Promise<void> {
  await act(suggestion, 'request-review')
  showToast({ text: 'It waits for a review' })
}

export async function approve(suggestion: Suggestion): Promise<void> {
  await act(suggestion, 'approve')
  showToast({ text: 'Approved' })
}

/** Nothing is made of it; it can be taken up again. */
export async function setAside({ id }: Pick<AiDraft, 'id'>): Promise<void> {
  try {
    await aiDrafts.act(id, 'reject', {})
    showUndo('Rejected', () => void reopen(id))
  } catch (error) {
    await takeLatest(error, id)
    showToast({ text: `Not rejected. ${sentence(error)}`, kind: 'failed' })
  }
}

export async function reopen(id: string): Promise<void> {
  try {
    await aiDrafts.act(id, 'reopen', {})
  } catch (error) {
    await takeLatest(error, id)
    showToast({ text: `Still rejected. ${sentence(error)}`, kind: 'failed' })
  }
}
