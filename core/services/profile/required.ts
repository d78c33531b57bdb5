import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { Profile, RequiringEntity, Switch } from '../../domain/profiles/profile.ts'
import { isSwitchedOn, offSentence } from '../../domain/profiles/switches.ts'
import { type Fields, type Operation, validate } from '../../domain/profiles/validate.ts'
import { actionOf, type SentKind, type SentRow } from '../documents/sent-kind.ts'
import { settingsNow } from '../settings.ts'

/** Throws what the profile still asks of an object (H-PROF-8). */
export function refuseIncomplete(
  entity: RequiringEntity,
  object: Fields,
  operation: Operation,
  profile: Profile,
): void {
  const details = validate(entity, object, operation, profile)
  if (details.length) throw new AppError('VALIDATION_ERROR', 'Some fields need attention', { details })
}

/** Where what is needed depends on more than the action; the others are refused by their entry (app.member). */
export function requireSwitch(profile: Profile, name: Switch): void {
  if (!isSwitchedOn(profile, name)) throw new AppError('CAPABILITY_DISABLED', offSentence(name))
}

/**
 * What the profile asks of a document before it goes out, beside what every document needs. What a job sends was judged
 * when it was held. No trip while the settings are known.
 */
export async function sendingProblems<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  row: Row,
): Promise<ReturnType<typeof validate>> {
  if (tenant.actor.kind !== 'user') return []
  const { profile } = await settingsNow(tenant, actionOf(kind, 'mark_sent'))
  if (kind.kind === 'invoice' && profile.workflows.invoice_send_requires_payments) requireSwitch(profile, 'payments')
  return validate(kind.kind, kind.fieldsOf(row), 'send', profile)
}
