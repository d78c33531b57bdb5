import { Profile } from '../../contract/profile.ts'
import { permittedActions } from '../../domain/actions.ts'
import type { Role } from '../../domain/permissions.ts'
import { PROFILES } from '../../domain/profiles/all.ts'
import { type BusinessRow, profileOf } from '../settings.ts'

/** The profile that counts, and what the business has changed of it. */
export function presentProfile(row: BusinessRow): Profile {
  const role = row.role as Role
  return Profile.parse({
    ...profileOf(row),
    overrides: row.profile_overrides,
    choices: PROFILES.map(({ profile_id, name, description }) => ({ profile_id, name, description })),
    settings_version: row.settings_version,
    allowed_actions: permittedActions(role, ['profile.update_overrides']),
  })
}
