import { mayGrant, ROLES } from '../../domain/permissions.ts'

/** Which role may give which: the table of core/domain/permissions.ts, as the database asks it behind the lock of the team. */
export const GRANTS = JSON.stringify(
  Object.fromEntries(ROLES.map((actor) => [actor, ROLES.filter((role) => mayGrant(actor, role))])),
)
