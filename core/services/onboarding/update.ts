import { sql } from 'drizzle-orm'
import type { UpdateOnboarding } from '../../contract/onboarding.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { OnboardingDefinition } from '../../domain/onboarding/definition.ts'
import { type OnboardingRow, onboardingObject, parseOnboarding } from './internal.ts'

/** Whether Home goes on showing what is left. One trip. */
export const updateOnboarding = (
  tenant: TenantDb,
  definition: OnboardingDefinition,
  { hidden }: UpdateOnboarding,
): Promise<OnboardingRow> =>
  tenant.write(
    { action: 'onboarding.update', id: null, changes: { definition: definition.key, hidden } },
    [
      tenant.db.execute(sql`insert into onboardings (tenant_id, definition, hidden_at)
        values (app.tenant(), ${definition.key}, case when ${hidden}::boolean then app.now() end)
        on conflict on constraint onboardings_pkey do update set hidden_at = excluded.hidden_at, updated_at = app.now()`),
    ],
    onboardingObject(definition),
    parseOnboarding,
  )
