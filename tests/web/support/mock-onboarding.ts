import type { Onboarding } from '../../../core/contract/onboarding.ts'
import type { Fact } from '../../../core/domain/onboarding/definition.ts'
import { ownerSteps } from '../../../core/domain/onboarding/owner.ts'
import { progressOf, type SaidStep } from '../../../core/domain/onboarding/progress.ts'
import { notFound, ok, type Reply } from './mock-api.ts'

/** How far a business is: what was said of the steps, and what holds. */
export interface Steps {
  said: (SaidStep & { data: Record<string, string> })[]
  facts: Set<Fact>
  hidden: boolean
}
export const newSteps = (): Steps => ({ said: [], facts: new Set(), hidden: false })

const STATUS = { complete: 'DONE', skip: 'SKIPPED', reopen: 'PENDING' } as const

export function onboardingAnswer(steps: Steps, method: string, url: URL, body: unknown): Reply {
  const [, , , , step = '', verb = ''] = url.pathname.split('/')
  if (method === 'PATCH') steps.hidden = (body as { hidden: boolean }).hidden
  if (method === 'POST') {
    const status = STATUS[verb as keyof typeof STATUS]
    if (!status || !ownerSteps.steps.some(({ key }) => key === step)) return notFound
    const { data = {} } = body as { data?: Record<string, string> }
    steps.said = [...steps.said.filter((one) => one.step !== step), { step, status, data }]
  }
  return ok(shown(steps))
}

function shown({ said, facts, hidden }: Steps): Onboarding {
  const progress = progressOf(ownerSteps, said, facts)
  return {
    definition: ownerSteps.key,
    definition_version: ownerSteps.version,
    steps: progress.steps.map(({ definition: { fact, missing: _, ...step }, status }) => ({
      ...step,
      status,
      derived: fact !== null,
      data: said.find((one) => one.step === step.key)?.data ?? {},
      updated_at: null,
    })),
    done: progress.done,
    next: progress.next?.key ?? null,
    closed: progress.closed,
    hidden,
    version: 1,
    allowed_actions: ['update', 'complete_step', 'skip_step', 'reopen_step'],
  }
}
