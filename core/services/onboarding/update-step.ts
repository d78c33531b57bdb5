import { type SQL, sql } from 'drizzle-orm'
import type { UpdateOnboardingStep } from '../../contract/onboarding.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { type OnboardingDefinition, type StepDefinition, stepOf } from '../../domain/onboarding/definition.ts'
import { refusalOf } from '../../domain/onboarding/progress.ts'
import { FACT_SQL } from './facts.ts'
import { type OnboardingRow, onboardingObject, parseOnboarding } from './internal.ts'

/**
 * What somebody says of a step, and what he typed there. Said twice, or on two devices, it comes to the same: what is done is
 * not skipped any more, and what rests on a fact is done when that holds. One trip.
 */
export async function updateOnboardingStep(
  tenant: TenantDb,
  definition: OnboardingDefinition,
  key: string,
  { status, data }: UpdateOnboardingStep,
): Promise<OnboardingRow> {
  const step = stepOf(definition, key)
  if (!step) return refuse(tenant, new AppError('NOT_FOUND', 'Not found'))
  const refused = refusalOf(step, status)
  if (refused) return refuse(tenant, new AppError('CONFLICT', refused))
  const write = () =>
    tenant.write(
      { action, id: null, changes: { definition: definition.key, step: key, ...(status ? { status } : {}) } },
      [...mustHold(tenant, step, status), tenant.db.execute(saidStep(definition, key, { status, data }))],
      onboardingObject(definition),
      parseOnboarding,
    )
  return withReason(step, write)
}

const action = 'onboarding.update_step'

/** Who may not do it at all is told that first (DESIGN 8). */
async function refuse(tenant: TenantDb, error: AppError): Promise<never> {
  await tenant.read(action)
  throw error
}

/** A step that rests on a fact is never said to be done without it. */
const mustHold = (tenant: TenantDb, { fact }: StepDefinition, status: UpdateOnboardingStep['status']): Step[] =>
  fact !== null && status === 'DONE'
    ? [tenant.db.execute(sql`select app.must_hold(${FACT_SQL[fact]}, 'onboarding_steps')`)]
    : []

/** Who skips may not know yet that somebody has done it meanwhile. */
const saidStep = (
  { key: definition, version }: OnboardingDefinition,
  step: string,
  { status, data }: UpdateOnboardingStep,
): SQL => sql`
  insert into onboarding_steps as s (tenant_id, definition, step, definition_version, status, data)
    values (app.tenant(), ${definition}, ${step}, ${version}, ${status ?? 'PENDING'}, ${JSON.stringify(data ?? {})}::jsonb)
  on conflict on constraint onboarding_steps_pkey do update set
    status = ${status === undefined ? sql`s.status` : status === 'SKIPPED' ? sql`case when s.status = 'DONE' then 'DONE' else 'SKIPPED' end` : sql`excluded.status`},
    data = ${data === undefined ? sql`s.data` : sql`excluded.data`},
    definition_version = excluded.definition_version, updated_at = app.now(), updated_by = app.actor()`

async function withReason<T>(step: StepDefinition, verb: () => Promise<T>): Promise<T> {
  try {
    return await verb()
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT' && error.hint === 'onboarding_steps' && step.missing)
      throw new AppError('CONFLICT', step.missing, { cause: error })
    throw error
  }
}
