import { Business } from '../../contract/business.ts'
import { can, permittedActions } from '../../domain/actions.ts'
import { formatPhone } from '../../domain/kernel/contact-points.ts'
import type { Role } from '../../domain/permissions.ts'
import { sendsReminders } from '../../domain/plans/entitlements.ts'
import { canGrantMore } from '../../domain/reviews/access.ts'
import { presentClosing } from '../closing.ts'
import { toInstant } from '../instants.ts'
import { type BusinessRow, profileOf } from '../settings.ts'

/** What was not granted can be, and what was can be ended. */
const reviewActions = ({ review_access_scopes: scopes }: Pick<BusinessRow, 'review_access_scopes'>) => [
  ...(canGrantMore(scopes) ? (['business.grant_review_access'] as const) : []),
  ...(scopes.length > 0 ? (['business.revoke_review_access'] as const) : []),
]

/** The wire shape of the business. Who does not manage the team sees no member's address, the owner's included (RB4). */
export function presentBusiness(of: BusinessRow): Business {
  const {
    role,
    settings_version,
    profile_overrides: _,
    sample_of,
    reminder_rule,
    statement_plan: _plan,
    closed_spans: _spans,
    review_access_since: since,
    review_access_scopes: scopes,
    ...row
  } = of
  const seesTeam = can(role as Role, 'members.update') !== '-'
  return Business.parse({
    ...row,
    phone_formatted: row.phone && formatPhone(row.phone),
    now: toInstant(row.now),
    owner_email: seesTeam ? row.owner_email : null,
    is_sample: sample_of !== null,
    closing: presentClosing(row.closing),
    automatic_reminders: sendsReminders(row.plan),
    review_access: since && { scopes, since: toInstant(since) },
    reminders_agreed_at: reminder_rule && toInstant(reminder_rule.agreed_at),
    profile: profileOf(of),
    version: settings_version,
    allowed_actions: permittedActions(
      role as Role,
      row.closing ? ['business.reopen'] : ['business.update', 'business.close', ...reviewActions(of)],
    ),
  })
}
