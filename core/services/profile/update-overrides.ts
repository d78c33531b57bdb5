import { sql } from 'drizzle-orm'
import type { ChangeOverrides } from '../../contract/profile.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { PROFILES } from '../../domain/profiles/all.ts'
import { changeOverrides, effectiveProfile, profileProblems } from '../../domain/profiles/merge.ts'
import type { Overrides } from '../../domain/profiles/profile.ts'
import { inOrder } from '../in-order.ts'
import { referenceTo } from '../references.ts'
import { type BusinessRow, parseBusiness, withSettings } from '../settings.ts'

const OVERRIDES_MAX = 16_000

/** So many others may change the settings at the same moment. */
const TRIES = 5

/** Changes what a business has of its own in its profile; null takes a change back. One trip, warm. */
export async function updateOverrides(tenant: TenantDb, input: ChangeOverrides): Promise<BusinessRow> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(tenant, input)
    } catch (error) {
      if (tried === TRIES || !(error instanceof AppError) || error.code !== 'STALE_SETTINGS') throw error
    }
  }
}

function attempt(tenant: TenantDb, input: ChangeOverrides): Promise<BusinessRow> {
  const { if_match_version: version = null, ...change } = input
  const action = 'profile.update_overrides'
  return withSettings(tenant, action, ({ business, version: known }) => {
    const write = async () => {
      const overrides = changedOverrides(business, change)
      return tenant.write(
        { action, id: null, references: templateReferences(change), changes: change },
        [
          tenant.db.execute(
            sql`select app.change_overrides(${JSON.stringify(overrides)}::jsonb, ${known}::int, ${version}::int)`,
          ),
        ],
        sql`app.business()`,
        parseBusiness,
      )
    }
    return inOrder(tenant, action, write)
  })
}

/** A template of the business, by its id; what has another name is one that comes with the product. */
const templateReferences = ({ templates }: ChangeOverrides) =>
  Object.entries(templates ?? {}).flatMap(([name, id]) =>
    id && isUuid(id) ? referenceTo('templates', id, `templates.${name}`) : [],
  )

/** What the business would have of its own after a change; refused when one cannot work by it. */
export function changedOverrides(
  { profile_id, profile_overrides }: Pick<BusinessRow, 'profile_id' | 'profile_overrides'>,
  change: Omit<ChangeOverrides, 'if_match_version'>,
): Overrides {
  const overrides = changeOverrides(profile_overrides as Overrides, change)
  const problems = profileProblems(effectiveProfile(profile_id, overrides, PROFILES))
  if (JSON.stringify(overrides).length > OVERRIDES_MAX)
    problems.push({ field: 'body', message: 'That is too much: take some of the changes back' })
  if (problems.length) throw new AppError('VALIDATION_ERROR', 'Some fields need attention', { details: problems })
  return overrides
}
