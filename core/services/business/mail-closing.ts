import { sql } from 'drizzle-orm'
import type { JobPayload } from '../../contract/jobs.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { IdentityMail, IdentityMailer } from '../auth/ports.ts'
import { closingMoneyMail } from './mail-closing-money.ts'

interface Ports {
  system: SystemDb
  identityMailer: IdentityMailer
  isLive: boolean
}

interface Facts {
  email: string
  business_name: string
  /** The last day, where the business is. */
  until: string
}

const KINDS: Partial<Record<JobPayload<'CLOSING_MAIL'>['kind'], 'business_ending' | 'business_left'>> = {
  ending: 'business_ending',
  member: 'business_left',
}

const FACTS: Partial<Record<JobPayload<'CLOSING_MAIL'>['kind'], string>> = {
  ending: 'app.ending_mail',
  member: 'app.closing_member_mail',
}

/**
 * Tells an owner that his business was closed, or ends soon, or that money moved meanwhile, and each other member that it was
 * closed; nothing where it was opened again meanwhile, or he is that no more. The provider knows each by its key, so that none comes twice. One trip.
 */
export async function mailClosing(
  ports: Ports,
  tenantId: string,
  { key, payload }: { key: string; payload: JobPayload<'CLOSING_MAIL'> },
): Promise<void> {
  const mail =
    payload.kind === 'payment' || payload.kind === 'dispute'
      ? await closingMoneyMail(ports, tenantId, payload)
      : await closingMail(ports.system, tenantId, payload)
  if (mail === null || (await ports.identityMailer.send(mail, key))) return
  throw new AppError('PROVIDER_ERROR', 'The mail about closing could not be sent')
}

async function closingMail(
  system: SystemDb,
  tenantId: string,
  { closing_id, user_id, kind }: JobPayload<'CLOSING_MAIL'>,
): Promise<IdentityMail | null> {
  const asked = sql`(${tenantId}::uuid, ${closing_id}::uuid, ${user_id})`
  const facts = await system.value<Facts>(sql`${sql.raw(FACTS[kind] ?? 'app.closing_mail')}${asked}`)
  if (facts === null) return null
  const { email: to, business_name: businessName, until } = facts
  return { kind: KINDS[kind] ?? 'business_closed', to, businessName, until }
}
