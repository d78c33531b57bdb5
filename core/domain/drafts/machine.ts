import type { Condition } from '../kernel/condition.ts'
import type { Machine } from '../kernel/machine.ts'

const OPEN = ['READY', 'PENDING_QC', 'APPROVED'] as const
const SETTLED = ['APPROVED', 'REJECTED', 'APPLIED'] as const
const ANY = [...OPEN, 'REJECTED', 'APPLIED', 'FAILED'] as const
export type AiDraftStatus = (typeof ANY)[number]

interface AiDraftFacts {
  status: string
  assigned_to: string | null
  /** Who asks, when he is an agent. */
  agent: string | null
  model_state: string
  model_outcome: string | null
  edited: readonly string[]
  reviewed_by: string | null
  /** As whom he asks. */
  role: string
  /** Another reviewer of the platform has it in hand. */
  is_held?: boolean | undefined
}

/** An agent decides on what is assigned to him (H-RBAC-10). */
const decidable: Condition<AiDraftFacts> = {
  holds: ({ agent, assigned_to }) => agent === null || assigned_to === agent,
  sql: (o) => `app.agent() is null or ${o}.assigned_to is not distinct from app.agent()`,
}

/** A reviewer of the platform decides on what is in review, and on nothing else (C-22). */
const inReview: Condition<AiDraftFacts> = {
  holds: ({ role, status }) => role !== 'OPS' || status === 'PENDING_QC',
  sql: (o) => `app.role() is distinct from 'OPS' or ${o}.status = 'PENDING_QC'`,
}

/** Two reviewers do not decide on one draft side by side; its business is kept from nothing. */
const free: Condition<AiDraftFacts> = {
  holds: ({ role, is_held }) => role !== 'OPS' || is_held !== true,
  sql: (o) => `app.role() is distinct from 'OPS' or app.is_free(${o}.id)`,
}

/** Somebody was asked to look at it. */
export const isInReview = (status: AiDraftStatus): boolean => status === 'PENDING_QC'

/** How far a model is that was asked for more than rules read. */
export const MODEL_STATES = ['NONE', 'WAITING', 'DONE', 'FAILED'] as const
type ModelState = (typeof MODEL_STATES)[number]
export const MODEL_OUTCOMES = { proposed: 'DONE', none: 'FAILED' } as const satisfies Record<string, ModelState>
/** Why a model was no help, beside that nothing spoke for asking one. */
const IN_VAIN = ['limited', 'refused', 'failed', 'given_up'] as const
export const MODEL_RESULTS = ['proposed', 'none', ...IN_VAIN] as const
export const isAwaited = (state: ModelState): boolean => state === 'WAITING'
export const modelAtFirst = (isSetUp: boolean): ModelState => (isSetUp ? 'WAITING' : 'NONE')

/** A model that was asked in vain may be asked again, while nobody has touched what rules read. */
const askable: Condition<AiDraftFacts> = {
  holds: ({ model_state, model_outcome, edited, reviewed_by }) =>
    model_state === MODEL_OUTCOMES.none &&
    IN_VAIN.some((one) => one === model_outcome) &&
    edited.length === 0 &&
    reviewed_by === null,
  sql: (o) =>
    `coalesce(${o}.model_state = '${MODEL_OUTCOMES.none}' and ${o}.model_outcome in ('${IN_VAIN.join("', '")}') and jsonb_array_length(${o}.edited) = 0 and ${o}.reviewed_by is null, false)`,
}

/** What a draft begins as: without words it is none, and one that is not sure is to be looked at (H-AI-9). */
export const firstStatus = (isEmpty: boolean, isUnsure: boolean): AiDraftStatus =>
  isEmpty ? 'FAILED' : isUnsure ? 'PENDING_QC' : 'READY'

/** Nobody has to look at it first. */
export const isReady = (status: AiDraftStatus): boolean => status === 'READY'

/** It was made, once. */
export const isApplied = (status: AiDraftStatus): boolean => status === 'APPLIED'

/**
 * H-SM-9 with READY and FAILED (C-21): who leads it applies it at once, or has it looked at first. Applied it is one object, however
 * often it is applied; undone it is ready again. One that failed can only be put away.
 */
export const aiDraftMachine = {
  table: 'ai_drafts',
  initial: 'READY',
  states: ANY,
  conditions: { decidable, askable, inReview, free },
  actions: {
    update: { from: OPEN, to: null, guards: ['inReview', 'free'] },
    // What a model adds, by a job; of what was decided on before, that it was no more of use.
    propose: { from: ANY, to: null, offered: false },
    // The model, again.
    retry: { from: OPEN, to: null, guards: ['decidable', 'askable'] },
    assign: { from: OPEN, to: null },
    request_review: { from: ['READY'], to: 'PENDING_QC' },
    approve: { from: ['PENDING_QC'], to: 'APPROVED', guards: ['decidable', 'free'] },
    apply: { from: OPEN, to: 'APPLIED', guards: ['decidable', 'inReview', 'free'] },
    undo: { from: ['APPLIED'], to: 'READY', guards: ['decidable'] },
    // What a reviewer of the platform decided, taken back by one: it is in review again.
    undo_review: { from: SETTLED, to: 'PENDING_QC', offered: false },
    reject: { from: [...OPEN, 'FAILED'], to: 'REJECTED', guards: ['decidable', 'inReview', 'free'] },
    // What a model says makes it less sure. Surer it is looked at all the same: somebody may have asked for that.
    doubt: { from: ['READY'], to: 'PENDING_QC', action: null, offered: false },
    // A source without words, as it is read.
    fail: { from: ['READY'], to: 'FAILED', action: null, offered: false },
    reopen: { from: ['REJECTED'], to: 'READY', guards: ['decidable'] },
  },
} as const satisfies Machine<AiDraftFacts>
