import type { Fact, OnboardingDefinition, StepDefinition } from './definition.ts'

export const STEP_STATUSES = ['PENDING', 'DONE', 'SKIPPED'] as const
export type StepStatus = (typeof STEP_STATUSES)[number]

/** What each verb says of a step. */
export const SAID = { complete: 'DONE', skip: 'SKIPPED', reopen: 'PENDING' } as const satisfies Record<
  string,
  StepStatus
>

/** What somebody said of a step. */
export interface SaidStep {
  step: string
  status: StepStatus
}

export interface StepProgress {
  definition: StepDefinition
  status: StepStatus
}

export interface Progress {
  steps: readonly StepProgress[]
  done: number
  /** The first that nobody has done or skipped; null when there is none. */
  next: StepDefinition | null
  /** The app stays closed: a required step of a gated definition is not done. */
  closed: boolean
}

/**
 * How far a business is. A step with a fact is done when the fact holds, whatever anybody said of it, and never before;
 * one that was skipped is done all the same once its fact holds.
 */
export function progressOf(
  definition: OnboardingDefinition,
  said: readonly SaidStep[],
  facts: ReadonlySet<Fact>,
): Progress {
  const steps = definition.steps.map((step) => ({ definition: step, status: statusOf(step, said, facts) }))
  const isOpen = ({ definition: { required }, status }: StepProgress) => required && status !== 'DONE'
  return {
    steps,
    done: steps.filter(({ status }) => status === 'DONE').length,
    next: steps.find(({ status }) => status === 'PENDING')?.definition ?? null,
    closed: definition.gated && steps.some(isOpen),
  }
}

function statusOf(step: StepDefinition, said: readonly SaidStep[], facts: ReadonlySet<Fact>): StepStatus {
  const status = said.find((one) => one.step === step.key)?.status ?? 'PENDING'
  if (step.fact === null) return status === 'SKIPPED' && step.required ? 'PENDING' : status
  if (facts.has(step.fact)) return 'DONE'
  return status === 'SKIPPED' && !step.required ? 'SKIPPED' : 'PENDING'
}

/** Why a step cannot be brought to a status; null when it can. A fact is for the database to judge. */
export function refusalOf({ required }: StepDefinition, status: StepStatus | undefined): string | null {
  return status === 'SKIPPED' && required ? 'This step is required: it can be done later, not skipped' : null
}
