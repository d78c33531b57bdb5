// What drafts need of models, in plain types. The adapters are in workers/adapters/models.

import type { Proposal } from '../../domain/drafts/proposal.ts'
import type { Line, Occasion } from '../../domain/extraction/found.ts'
import type { Intent } from '../../domain/extraction/intent/intents.ts'

/** What a model is shown: the words of one source of one business, and when and where they were read. Nothing else (TI15). */
export interface ModelSource {
  lines: readonly Line[]
  occasion: Occasion
  /** What a person wants it to become; without it the model says. */
  intent?: Intent | undefined
}

/** One request to one model, for figures: no text of anybody. */
export interface ModelCall {
  model: string
  /** `invalid`: an answer that is no proposal; `refused`: one that wanted to do something; `silent`: none. */
  status: 'ok' | 'invalid' | 'refused' | 'silent'
  error: string | null
  tokens_in: number | null
  tokens_out: number | null
  /** Millionths of a dollar; null where nobody knows. */
  cost_micros: number | null
  latency_ms: number
}

/** `limited`: the plan has no more of them this month. `uncounted`: nobody could count it, so it is not made. */
export type NotAllowed = { outcome: 'limited'; limit: number; renewedOn: string } | { outcome: 'uncounted' }

/** Takes so many answers in all for one question, before the last of them is asked for. Null: it may be. Never throws. */
export type TakeAnswers = (answers: number) => Promise<NotAllowed | null>

/** `refused`: there was an answer that may not be used; `failed`: there was none, later there may be. */
export type ModelAnswer = { calls: ModelCall[] } & (
  | { outcome: 'proposed'; proposal: Proposal; model: string }
  | { outcome: 'refused' | 'failed'; reason: string }
  | NotAllowed
)

/** Proposes, and can do nothing: it is offered no tools. Asks for no answer that was not taken. Answers within twelve seconds. */
export interface DraftModel {
  propose(source: ModelSource, take: TakeAnswers): Promise<ModelAnswer>
}
