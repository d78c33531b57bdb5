import type { TenantDb } from '../../db/tenant-db.ts'
import { validate } from '../../domain/profiles/validate.ts'
import { requireSwitch } from '../profile/required.ts'
import { settingsNow } from '../settings.ts'
import { actionOf, type SentKind, type SentRow } from './sent-kind.ts'

/**
 * What the profile asks of a document before it goes out, beside what every document needs; what a job sends was judged when
 * it was held. And what its e-invoice lacks, where the business wants them: one trip more. Else none while the settings are known.
 */
export async function sendingProblems<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  row: Row,
): Promise<ReturnType<typeof validate>> {
  const refused = row.e_invoices ? ((await kind.eInvoiceProblems?.(tenant, row.id)) ?? []) : []
  if (tenant.actor.kind !== 'user') return refused
  const { profile } = await settingsNow(tenant, actionOf(kind, 'mark_sent'))
  if (kind.kind === 'invoice' && profile.workflows.invoice_send_requires_payments) requireSwitch(profile, 'payments')
  // A profile asks nothing of a correction.
  if (kind.kind === 'credit_note') return refused
  return [...validate(kind.kind, kind.fieldsOf(row), 'send', profile), ...refused]
}
