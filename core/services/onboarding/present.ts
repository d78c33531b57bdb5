import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Onboarding } from '../../contract/onboarding.ts'
import { permittedActions } from '../../domain/actions.ts'
import { FACTS, factsOf, type OnboardingDefinition } from '../../domain/onboarding/definition.ts'
import { progressOf, STEP_STATUSES } from '../../domain/onboarding/progress.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { toInstant } from '../instants.ts'
import { FACT_SQL } from './facts.ts'

const OnboardingRow = z.object({
  role: z.enum(ACTING_ROLES),
  hidden: z.boolean(),
  version: z.number(),
  facts: z.array(z.enum(FACTS)),
  said: z.array(
    z.object({
      step: z.string(),
      status: z.enum(STEP_STATUSES),
      data: z.record(z.string(), z.string()),
      updated_at: z.string(),
    }),
  ),
})
export type OnboardingRow = z.infer<typeof OnboardingRow>
export const parseOnboarding = (row: unknown): OnboardingRow => OnboardingRow.parse(row)

const ONBOARDING_ACTIONS = [
  'onboarding.update',
  'onboarding.complete_step',
  'onboarding.skip_step',
  'onboarding.reopen_step',
] as const

/** What was said of the steps of a definition, and which of its facts hold. */
export function onboardingObject(definition: OnboardingDefinition): SQL {
  const facts = factsOf(definition).map((fact) => sql`case when ${FACT_SQL[fact]} then ${fact}::text end`)
  const held = facts.length ? sql`array_remove(array[${sql.join(facts, sql`, `)}], null)` : sql`array[]::text[]`
  return sql`jsonb_build_object('role', app.role(), 'facts', ${held},
    'hidden', exists (select from onboardings o where o.tenant_id = app.tenant() and o.definition = ${definition.key} and o.hidden_at is not null),
    'version', coalesce((select o.version from onboardings o where o.tenant_id = app.tenant() and o.definition = ${definition.key}), 1),
    'said', coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'status', s.status, 'data', s.data, 'updated_at', s.updated_at) order by s.step)
      from onboarding_steps s where s.tenant_id = app.tenant() and s.definition = ${definition.key}), '[]'))`
}

export const presentOnboarding =
  (definition: OnboardingDefinition) =>
  ({ role, hidden, version, facts, said }: OnboardingRow): Onboarding => {
    const { steps, done, next, closed } = progressOf(definition, said, new Set(facts))
    return Onboarding.parse({
      definition: definition.key,
      definition_version: definition.version,
      steps: steps.map(({ definition: { key, title, lead, page, required, fact }, status }) => {
        const one = said.find(({ step }) => step === key)
        const updated_at = one ? toInstant(one.updated_at) : null
        return { key, title, lead, page, required, status, derived: fact !== null, data: one?.data ?? {}, updated_at }
      }),
      done,
      next: next?.key ?? null,
      closed,
      hidden,
      version,
      allowed_actions: permittedActions(role, ONBOARDING_ACTIONS),
    })
  }
