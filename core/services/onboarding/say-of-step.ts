import { type SQL, sql } from 'drizzle-orm'
import type { SaidOfStep } from '../../contract/onboarding.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { type OnboardingDefinition, type StepDefinition, stepOf } from '../../domain/onboarding/definition.ts'
import { refusalOf, SAID, type StepStatus } from '../../domain/onboarding/progress.ts'
import { FACT_SQL } from './facts.ts'
import { type OnboardingRow, onboardingObject, parseOnboarding } from './present.ts'

type Say = (tenant: TenantDb, of: OnboardingDefinition, key: string, said: SaidOfStep) => Promise<OnboardingRow>

/** A step is done; one that rests on a fact is refused until that holds. One trip. */
export const completeStep: Say = (tenant, of, key, said) =>
  sayOfStep(tenant, of, key, { ...said, action: 'onboarding.complete_step', status: SAID.complete })

/** A step is skipped, unless it is required. What is done is not skipped any more. One trip. */
export const skipStep: Say = (tenant, of, key, said) =>
  sayOfStep(tenant, of, key, { ...said, action: 'onboarding.skip_step', status: SAID.skip })

/** A step is to be done again. One trip. */
export const reopenStep: Say = (tenant, of, key, said) =>
  sayOfStep(tenant, of, key, { ...said, action: 'onboarding.reopen_step', status: SAID.reopen })

interface Saying extends SaidOfStep {
  action: 'onboarding.complete_step' | 'onboarding.skip_step' | 'onboarding.reopen_step'
  status: StepStatus
}

/** Said twice, or on two devices, it comes to the same. */
async function sayOfStep(
  tenant: TenantDb,
  definition: OnboardingDefinition,
  key: string,
  { action, ...said }: Saying,
): Promise<OnboardingRow> {
  const step = stepOf(definition, key)
  const reason = step && refusalOf(step, said.status)
  if (!step || reason) {
    // Who may not do it at all is told that first (DESIGN 8).
    await tenant.read(action)
    throw reason ? new AppError('CONFLICT', reason) : new AppError('NOT_FOUND', 'Not found')
  }
  const write = tenant.write(
    { action, id: null, changes: { definition: definition.key, step: key } },
    [...mustHold(tenant, step, said.status), tenant.db.execute(written(definition, key, said))],
    onboardingObject(definition),
    parseOnboarding,
  )
  return write.catch((error: unknown) => {
    const isUntrue = error instanceof AppError && error.code === 'CONFLICT' && error.hint === UNTRUE
    throw isUntrue ? new AppError('CONFLICT', step.missing ?? error.message, { cause: error }) : error
  })
}

const UNTRUE = 'onboarding_steps'

/** A step that rests on a fact is never said to be done without it. */
const mustHold = (tenant: TenantDb, { fact }: StepDefinition, status: StepStatus): Step[] =>
  fact !== null && status === SAID.complete
    ? [tenant.db.execute(sql`select app.must_hold(${FACT_SQL[fact]}, ${UNTRUE})`)]
    : []

/** Who skips may not know yet that somebody has done it meanwhile. */
const written = (
  { key: definition, version }: OnboardingDefinition,
  step: string,
  { status, data }: Omit<Saying, 'action'>,
): SQL => sql`
  insert into onboarding_steps as s (tenant_id, definition, step, definition_version, status, data)
    values (app.tenant(), ${definition}, ${step}, ${version}, ${status}, ${JSON.stringify(data ?? {})}::jsonb)
  on conflict on constraint onboarding_steps_pkey do update set
    status = case when s.status = ${SAID.complete} and excluded.status = ${SAID.skip} then s.status else excluded.status end,
    data = ${data === undefined ? sql`s.data` : sql`excluded.data`},
    definition_version = excluded.definition_version, updated_at = app.now(), updated_by = app.actor()`
