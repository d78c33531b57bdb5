import type { TenantDb } from '../../db/tenant-db.ts'
import { validate } from '../../domain/profiles/validate.ts'
import { requireSwitch } from '../profile/required.ts'
import { settingsNow } from '../settings.ts'
import { actionOf, type SentKind, type SentRow } from './sent-kind.ts'

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
  // A profile asks nothing of a correction.
  if (kind.kind === 'credit_note') return []
  return validate(kind.kind, kind.fieldsOf(row), 'send', profile)
}
