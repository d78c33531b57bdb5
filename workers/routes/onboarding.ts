import { Onboarding, StepParam, UpdateOnboarding, UpdateOnboardingStep } from '../../core/contract/onboarding.ts'
import { ownerSteps } from '../../core/domain/onboarding/owner.ts'
import { getOnboarding } from '../../core/services/onboarding/get.ts'
import { presentOnboarding } from '../../core/services/onboarding/internal.ts'
import { updateOnboarding } from '../../core/services/onboarding/update.ts'
import { updateOnboardingStep } from '../../core/services/onboarding/update-step.ts'
import { route, router } from './declare.ts'
import { objectOf } from './object.ts'

const ofOnboarding = { data: Onboarding, tags: ['Business'] }

const get = route('get', '/onboarding', {
  summary: 'The first steps of the business, and how far it is',
  ...ofOnboarding,
})
const update = route('patch', '/onboarding', {
  summary: 'Hide what is left, or show it again',
  body: UpdateOnboarding,
  ...ofOnboarding,
})
const updateStep = route('patch', '/onboarding/steps/{key}', {
  summary: 'Say that a step is done or skipped, open it again, keep what was typed there',
  params: StepParam,
  body: UpdateOnboardingStep,
  ...ofOnboarding,
})

const onboarding = objectOf(
  (tenant) => getOnboarding(tenant, ownerSteps),
  presentOnboarding(ownerSteps),
  () => '',
)

export const onboardingRoutes = router()
  .openapi(get, (c) => onboarding.get(c))
  .openapi(update, (c) => onboarding.change(c, (tenant) => updateOnboarding(tenant, ownerSteps, c.req.valid('json'))))
  .openapi(updateStep, (c) =>
    onboarding.change(c, (tenant) =>
      updateOnboardingStep(tenant, ownerSteps, c.req.valid('param').key, c.req.valid('json')),
    ),
  )
