import { sql } from 'drizzle-orm'
import type { JobPayload } from '../../contract/jobs.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { IdentityMailer } from '../auth/ports.ts'

interface Ports {
  system: SystemDb
  identityMailer: IdentityMailer
}

interface Facts {
  email: string
  business_name: string
  /** The last day, where the business is. */
  until: string
}

/**
 * Tells an owner that his business was closed, or ends soon; nothing where it was opened again meanwhile, or he is no owner any
 * more. The provider knows each by its key, so that none comes twice. One trip.
 */
export async function mailClosing(
  { system, identityMailer }: Ports,
  tenantId: string,
  { closing_id, user_id, kind }: JobPayload<'CLOSING_MAIL'>,
): Promise<void> {
  const facts = await system.value<Facts>(sql`app.closing_mail(${tenantId}::uuid, ${closing_id}::uuid, ${user_id})`)
  if (facts === null) return
  const { email: to, business_name: businessName, until } = facts
  const mail = { kind: `business_${kind}`, to, businessName, until } as const
  if (await identityMailer.send(mail, `closing:${closing_id}:${kind}:${user_id}`)) return
  throw new AppError('PROVIDER_ERROR', 'The mail about closing could not be sent')
}
