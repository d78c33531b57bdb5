import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { NoticeKind } from '../../contract/notices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { MailOutcome } from '../ports.ts'
import { profileOf } from '../settings.ts'

const Facts = z.object({
  email: z.string(),
  business_name: z.string(),
  profile_id: z.string().default(''),
  profile_overrides: z.record(z.string(), z.unknown()).default({}),
  notices: z.array(
    z.object({
      kind: NoticeKind,
      count: z.number(),
      at: z.string(),
      title: z.string().nullable(),
      context: z.string().nullable(),
    }),
  ),
})
type Facts = z.infer<typeof Facts>
export interface MailedNotices extends Pick<Facts, 'email' | 'business_name' | 'notices'> {
  /** What the business calls its work. */
  work: string
}

export interface NoticesMailer {
  send(mail: MailedNotices, key: string): Promise<MailOutcome>
}

/**
 * Mails a member what he has not read, once: the provider's key is the job's, of one member and day, and what was mailed is
 * not mailed again. The next day's job is there before this one begins (`app.notices_mail_facts`).
 */
export async function mailNotices(
  tenant: TenantDb,
  { noticesMailer }: { noticesMailer: NoticesMailer },
  { key, userId, facts }: { key: string; userId: string; facts: unknown },
): Promise<void> {
  const wanted = Facts.nullable().parse(facts)
  const newest = wanted?.notices[0]
  if (!wanted || !newest) return
  const { outcome } = await noticesMailer.send({ ...wanted, work: profileOf(wanted).labels.work_item }, key)
  if (outcome === 'unknown') throw new AppError('PROVIDER_ERROR', 'The mail with notices could not be sent')
  // What is refused would be refused again; tomorrow is another mail.
  const mailed = tenant.db.execute(sql`select app.notices_mailed(${userId}, ${newest.at}::timestamptz)`)
  await tenant.commit({ beat: { action: 'notices.mail', id: null }, steps: [mailed] })
}
