import { sql } from 'drizzle-orm'
import type { UpdateOnboarding } from '../../contract/onboarding.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { OnboardingDefinition } from '../../domain/onboarding/definition.ts'
import { type OnboardingRow, onboardingObject, parseOnboarding } from './present.ts'

/** Whether Home goes on showing what is left. One trip. */
export const updateOnboarding = (
  tenant: TenantDb,
  definition: OnboardingDefinition,
  { hidden, if_match_version }: UpdateOnboarding,
): Promise<OnboardingRow> =>
  tenant.write(
    { action: 'onboarding.update', id: null, changes: { definition: definition.key, hidden } },
    [
      tenant.db.execute(
        sql`select app.hide_onboarding(${definition.key}, ${hidden}::boolean, ${if_match_version ?? null}::int)`,
      ),
    ],
    onboardingObject(definition),
    parseOnboarding,
  )
