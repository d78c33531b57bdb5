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

type Kind = JobPayload<'CLOSING_MAIL'>['kind']

/** What tells of the closing itself; each other kind tells of money. */
const LETTERS = {
  closed: { mail: 'business_closed', facts: 'app.closing_mail' },
  ending: { mail: 'business_ending', facts: 'app.ending_mail' },
  member: { mail: 'business_left', facts: 'app.closing_member_mail' },
} as const
type Letter = (typeof LETTERS)[keyof typeof LETTERS]
const letterOf = (kind: Kind): Letter | null => (kind in LETTERS ? LETTERS[kind as keyof typeof LETTERS] : null)

/**
 * Tells an owner that his business was closed, or ends soon, or that money moved meanwhile, and each other member that it was
 * closed; nothing where it was opened again meanwhile, or he is that no more. The provider knows each by its key, so that none comes twice. One trip.
 */
export async function mailClosing(
  ports: Ports,
  tenantId: string,
  { key, payload }: { key: string; payload: JobPayload<'CLOSING_MAIL'> },
): Promise<void> {
  const letter = letterOf(payload.kind)
  const mail = letter
    ? await closingMail(ports.system, tenantId, payload, letter)
    : await closingMoneyMail(ports, tenantId, payload)
  if (mail === null || (await ports.identityMailer.send(mail, key))) return
  throw new AppError('PROVIDER_ERROR', 'The mail about closing could not be sent')
}

async function closingMail(
  system: SystemDb,
  tenantId: string,
  { closing_id, user_id }: JobPayload<'CLOSING_MAIL'>,
  letter: Letter,
): Promise<IdentityMail | null> {
  const asked = sql`(${tenantId}::uuid, ${closing_id}::uuid, ${user_id})`
  const facts = await system.value<Facts>(sql`${sql.raw(letter.facts)}${asked}`)
  if (facts === null) return null
  const { email: to, business_name: businessName, until } = facts
  return { kind: letter.mail, to, businessName, until }
}
