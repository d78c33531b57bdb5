import { describe, expect, it } from 'vitest'
import { ModelProposal } from '../../../core/contract/model-proposal.ts'
import { checkProposal } from '../../../core/domain/drafts/check.ts'
import type { Proposal } from '../../../core/domain/drafts/proposal.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import type { AskedSource } from '../../../local/services/model/prompt.ts'
import { proposalFor } from '../../../local/services/model/right.ts'
import { wrongly } from '../../../local/services/model/wrong.ts'
import { drawn } from '../../support/drawn.ts'
import { MESSAGES } from '../../support/extraction/messages.ts'
import { scannedReceipts } from '../../support/extraction/receipts.ts'
import { hasSharedData } from '../../support/shared-data.ts'

const messages = (): AskedSource[] =>
  drawn(MESSAGES, 4, 'model').map(({ text, received_at, country }) => ({
    lines: linesOf(text),
    occasion: { received: received_at.slice(0, 19), country },
    intent: undefined,
  }))
const receipts = (): AskedSource[] =>
  drawn(scannedReceipts(), 10, 'model').map(({ lines }) => ({
    lines,
    occasion: { received: '2019-06-01T00:00:00', country: 'MY' },
    intent: 'DRAFT_EXPENSE',
  }))

/** Of the values that a model proposes for each of some sources, the share that stands there. A currency may be that of the country. */
function standing(
  sources: readonly AskedSource[],
  answer: (right: Proposal) => Proposal,
): { of: number; share: number } {
  const all = sources.flatMap((source) => {
    const proposal = ModelProposal.parse(answer(proposalFor(source)))
    const { marked } = checkProposal(source.lines, proposal, source.occasion)
    const judged = proposal.values.filter(({ field }) => !['currency', 'priority'].includes(field))
    return judged.map(({ field }) => !marked.includes(field))
  })
  return { of: all.length, share: all.filter(Boolean).length / all.length }
}

describe('what the local model says', () => {
  it('of messages stands there when it is right, and nothing of it when it is wrong', { timeout: 60_000 }, () => {
    const right = standing(messages(), (proposal) => proposal)
    expect(right.of).toBeGreaterThan(100)
    expect(right.share).toBeGreaterThan(0.97)
    expect(standing(messages(), wrongly).share).toBe(0)
  })

  it.skipIf(!hasSharedData)('of receipts as well', { timeout: 60_000 }, () => {
    const right = standing(receipts(), (proposal) => proposal)
    expect(right.of).toBeGreaterThan(80)
    expect(right.share).toBeGreaterThan(0.93)
    expect(standing(receipts(), wrongly).share).toBe(0)
  })
})
