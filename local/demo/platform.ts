import { sql } from 'drizzle-orm'
import { newSecret, sha256Hex } from '../../core/services/secrets.ts'
import { newSession, type Opened } from './business.ts'
import { PLATFORM_ORG_ID, PLATFORM_PROJECT_ID, PLATFORM_TENANT_ID } from './ids.ts'
import { REVIEWER } from './people.ts'
import type { Transaction } from './transaction.ts'

/** A reviewer of the platform, who is a member of no business but his own: its owners let him in, or do not (C-22). */
export async function openPlatform(transaction: Transaction, { system, passwordHash }: Opened): Promise<void> {
  const { id, name, email } = REVIEWER
  const hash = await sha256Hex(newSecret())
  const draft = {
    email,
    name,
    business_name: 'SMB Hub',
    intent: 'optimize_operations',
    use_case: 'The team that looks through what businesses send to review',
    currency: 'CAD',
    timezone: 'America/Toronto',
    country: 'CA',
    password_hash: passwordHash,
  }
  const ids = { tenant: PLATFORM_TENANT_ID, org: PLATFORM_ORG_ID, user: id, project: PLATFORM_PROJECT_ID }
  await system.value(sql`app.sign_up(${email}, ${hash}, ${JSON.stringify(draft)}::jsonb, '{}'::jsonb)`)
  await system.value(sql`app.verify_email(${hash}, ${JSON.stringify(ids)}::jsonb, ${await newSession()}::jsonb)`)
  await transaction.query('delete from app.sessions where tenant_id = $1', [PLATFORM_TENANT_ID])
  await transaction.query('insert into app.platform_members (user_id) values ($1)', [id])
}
