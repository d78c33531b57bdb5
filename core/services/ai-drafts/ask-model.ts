import type { Actor } from '../../db/actor.ts'
import { type Checked, checkProposal } from '../../domain/drafts/check.ts'
import { beginModelCall, type CallMonth, type CallPorts, recordModelCalls, takeAnswers } from './calls.ts'
import type { DraftModel, ModelSource, NotAllowed } from './ports.ts'

export interface AskPorts extends CallPorts {
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
 * What a model proposes for some words of one business, held against them (H-AI-14, PI1). Counted and kept, call by call: without
 * a count nobody is asked, and no answer beyond it is asked for. Two trips around at most eight seconds of waiting, and at most
 * four more before, within and after where the count is slow. It writes nothing else, and never throws for what a model does.
 */
export async function askModel(
  ports: AskPorts,
  actor: Actor,
  month: CallMonth,
  source: ModelSource,
  draftId: string | null = null,
): Promise<AskedModel> {
  const { draftModel } = ports
  if (!draftModel) return { outcome: 'none', reason: 'No model is set up here' }
  const allowed = await beginModelCall(ports, actor, month, draftId)
  if (allowed.outcome !== 'begun') return refusalOf(allowed, UNCOUNTED)
  const { call } = allowed
  const answer = await draftModel.propose(source, (answers) => takeAnswers(ports, call, answers))
  await recordModelCalls(ports, actor, call, answer.calls)
  switch (answer.outcome) {
    case 'proposed':
      return {
        outcome: 'proposed',
        model: answer.model,
        ...checkProposal(source.lines, answer.proposal, source.occasion),
      }
    case 'limited':
    case 'uncounted':
      return refusalOf(answer, UNCOUNTED_LATER)
    default:
      return { outcome: answer.outcome, reason: answer.reason }
  }
}

function refusalOf(refused: NotAllowed, uncounted: string): AskedModel {
  if (refused.outcome === 'uncounted') return { outcome: 'failed', reason: uncounted }
  const { limit, renewedOn } = refused
  const reason = `Your plan has ${limit} AI calls a month, and they are used: there are more on ${renewedOn}. What rules read goes on`
  return { outcome: 'limited', reason }
}

const UNCOUNTED = 'AI calls cannot be counted just now, so no model was asked. What rules read stands'
const UNCOUNTED_LATER = 'AI calls cannot be counted just now, so a model was not asked again. What rules read stands'
