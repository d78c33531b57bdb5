import { Onboarding, SaidOfStep, StepParam, UpdateOnboarding } from '../../core/contract/onboarding.ts'
import { ownerSteps } from '../../core/domain/onboarding/owner.ts'
import { getOnboarding } from '../../core/services/onboarding/get.ts'
import { presentOnboarding } from '../../core/services/onboarding/present.ts'
import { completeStep, reopenStep, skipStep } from '../../core/services/onboarding/say-of-step.ts'
import { updateOnboarding } from '../../core/services/onboarding/update.ts'
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
const ofStep = { params: StepParam, body: SaidOfStep, ...ofOnboarding }
const complete = route('post', '/onboarding/steps/{id}/complete', {
  summary: 'Say that a step is done; one that rests on a fact is refused until it holds',
  ...ofStep,
})
const skip = route('post', '/onboarding/steps/{id}/skip', {
  summary: 'Skip a step for now, unless it is required; what is done stays done',
  ...ofStep,
})
const reopen = route('post', '/onboarding/steps/{id}/reopen', { summary: 'Have a step asked again', ...ofStep })

const onboarding = objectOf(
  (tenant) => getOnboarding(tenant, ownerSteps),
  presentOnboarding(ownerSteps),
  () => '',
)

export const onboardingRoutes = router()
  .openapi(get, (c) => onboarding.get(c))
  .openapi(update, (c) => onboarding.change(c, (tenant) => updateOnboarding(tenant, ownerSteps, c.req.valid('json'))))
  .openapi(complete, (c) =>
    onboarding.change(c, (tenant) => completeStep(tenant, ownerSteps, c.req.valid('param').id, c.req.valid('json'))),
  )
  .openapi(skip, (c) =>
    onboarding.change(c, (tenant) => skipStep(tenant, ownerSteps, c.req.valid('param').id, c.req.valid('json'))),
  )
  .openapi(reopen, (c) =>
    onboarding.change(c, (tenant) => reopenStep(tenant, ownerSteps, c.req.valid('param').id, c.req.valid('json'))),
  )
