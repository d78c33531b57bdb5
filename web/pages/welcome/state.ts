import { type Signal, useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { Business } from '../../../core/contract/business.ts'
import { completeStep, type Onboarding, type OnboardingStep, skipStep } from '../../models/onboarding.ts'

/** What the preview shows before it is saved. */
export interface Shown {
  business?: Partial<Business>
  to?: string
  line?: { name: string; rate: string }
  tax?: { name: string; percent: string }
  isQuote?: boolean
}

export interface Welcome {
  onboarding: Onboarding
  business: Business
  step: OnboardingStep
  shown: Signal<Shown>
  /** The page of the step before it; none at the first. */
  back: string | null
  /** Goes to the next page; what is done by itself needs nothing said. */
  goOn: () => void
  /** Keeps what was typed there and is nowhere else. */
  skip: (typed: Record<string, string>) => Promise<unknown>
  /** Says that it is done, and goes on. */
  complete: () => Promise<void>
}

/** The step of the address, else the first that is left; every other comes back to the last. */
export function stepAt({ steps, next }: Onboarding, asked: string | undefined): OnboardingStep | undefined {
  return steps.find(({ key }) => key === asked) ?? steps.find(({ key }) => key === next) ?? steps.at(-1)
}

export function useWelcome(onboarding: Onboarding, business: Business, step: OnboardingStep): Welcome {
  const { route } = useLocation()
  const shown = useSignal<Shown>({})
  const at = onboarding.steps.indexOf(step)
  const pageOf = (index: number) => {
    const other = onboarding.steps[index]
    return other ? `/welcome?step=${other.key}` : null
  }
  const goOn = () => route(pageOf(at + 1) ?? '/home')
  const complete = async () => {
    await completeStep(step.key)
    goOn()
  }
  const skip: Welcome['skip'] = (typed) =>
    skipStep(step.key, Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== '')))
  return { onboarding, business, step, shown, back: pageOf(at - 1), goOn, complete, skip }
}
