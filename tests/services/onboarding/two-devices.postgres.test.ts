import { expect, it } from 'vitest'
import { ownerSteps } from '../../../core/domain/onboarding/owner.ts'
import { getOnboarding } from '../../../core/services/onboarding/get.ts'
import { presentOnboarding } from '../../../core/services/onboarding/present.ts'
import { completeStep, skipStep } from '../../../core/services/onboarding/say-of-step.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()

it('two devices at once: nobody is refused, and what one did the other does not skip', async () => {
  const b = await makeBusiness(database, { roles: ['OWNER', 'ADMIN'] })
  const said = Array.from({ length: 20 }, (_, at) => {
    const [role, verb] = at % 2 ? (['OWNER', completeStep] as const) : (['ADMIN', skipStep] as const)
    return verb(b.as(role), ownerSteps, 'business', { data: { name: String(at) } })
  })
  await Promise.all(said)
  const { steps, done } = presentOnboarding(ownerSteps)(await getOnboarding(b.as('OWNER'), ownerSteps))
  expect([steps[0]!.status, done]).toEqual(['DONE', 1])
  const rows = await database.admin(`select step from onboarding_steps where tenant_id = $1`, [b.tenantId])
  expect(rows).toHaveLength(1)
})
