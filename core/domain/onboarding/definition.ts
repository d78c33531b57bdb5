/** Steps that somebody is led through, as data (C-5): no code knows them by name. */
export interface OnboardingDefinition {
  key: string
  /** A step keeps what was done of it across versions, by its key. */
  version: number
  /** The app stays closed until every required step is done. */
  gated: boolean
  /** In the order in which they are asked. */
  steps: readonly StepDefinition[]
}

export interface StepDefinition {
  key: string
  title: string
  lead: string
  /** How it is asked: a page of the app. */
  page: string
  /** A required step cannot be skipped. */
  required: boolean
  /** What in the business makes it done; without one whoever answers it says that it is. */
  fact: Fact | null
  /** What to do first where its fact is missing. */
  missing?: string
}

/** What can be asked of a business: each is one question to the database (core/services/onboarding/facts.ts). */
export const FACTS = ['has_channel', 'has_contact', 'has_document', 'has_way_to_pay', 'has_sent'] as const
export type Fact = (typeof FACTS)[number]

export const factsOf = ({ steps }: OnboardingDefinition): Fact[] =>
  FACTS.filter((fact) => steps.some((step) => step.fact === fact))

export const stepOf = ({ steps }: OnboardingDefinition, key: string): StepDefinition | undefined =>
  steps.find((step) => step.key === key)
