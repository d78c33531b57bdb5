import type { Actor } from '../../db/actor.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { type Checked, checkProposal } from '../../domain/drafts/check.ts'
import { beginModelCall, recordModelCalls } from './calls.ts'
import type { DraftModel, ModelSource } from './ports.ts'

export interface AskPorts {
  system: SystemDb
  draftModel: DraftModel | null
}

/**
 * `none`: no model is set up. `limited`: the plan's calls of this month are used up. `refused`: the answer may not be used.
 * `failed`: there was none; later there may be. In each of them what rules read stands.
 */
export type AskedModel =
  | ({ outcome: 'proposed'; model: string } & Checked)
  | { outcome: 'none' | 'limited' | 'refused' | 'failed'; reason: string }

/**
 * What a model proposes for some words of one business, held against them (H-AI-14, PI1). Counted and kept, call by call. Two
 * trips around at most eight seconds of waiting. It writes nothing else, and never throws for what a model does.
 */
export async function askModel(
  { system, draftModel }: AskPorts,
  actor: Actor,
  source: ModelSource,
  draftId: string | null = null,
): Promise<AskedModel> {
  if (!draftModel) return { outcome: 'none', reason: 'No model is set up here' }
  const begun = await beginModelCall(system, actor, draftId)
  if (!begun.allowed) return { outcome: 'limited', reason: usedUp(begun) }
  const answer = await draftModel.propose(source)
  await recordModelCalls(system, actor, begun, answer.calls)
  if (answer.outcome !== 'proposed') return { outcome: answer.outcome, reason: answer.reason }
  const { proposal, model } = answer
  return { outcome: 'proposed', model, ...checkProposal(source.lines, proposal, source.occasion) }
}

const usedUp = ({ limit, renewed_on }: { limit: number; renewed_on: string }) =>
  `Your plan has ${limit} AI calls a month, and they are used: there are more on ${renewed_on}. What rules read goes on`
