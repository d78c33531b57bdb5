import { getObject } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { OnboardingDefinition } from '../../domain/onboarding/definition.ts'
import { type OnboardingRow, onboardingObject, parseOnboarding } from './present.ts'

/** How far a business is. One trip. */
export const getOnboarding = (tenant: TenantDb, definition: OnboardingDefinition): Promise<OnboardingRow> =>
  getObject(tenant, 'onboarding.read', onboardingObject(definition), parseOnboarding)
