import { sql } from 'drizzle-orm'
import { newId } from '../../core/db/ids.ts'
import { SystemDb } from '../../core/db/system-db.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import type { IdentityMailer } from '../../core/services/auth/ports.ts'
import { updateBusiness } from '../../core/services/business/update.ts'
import { createItem } from '../../core/services/items/create.ts'
import type { Payments } from '../../core/services/ports.ts'
import { newSecret, sha256Hex } from '../../core/services/secrets.ts'
import { createStripeAccount } from '../../core/services/stripe-account/create.ts'
import { createTaxRate } from '../../core/services/tax-rates/create.ts'
import { inviteMember } from '../../core/services/team/invite.ts'
import { ORG_ID, PROJECT_ID, TENANT_ID } from './ids.ts'
import { NUMBERS_BEFORE } from './invoices.ts'
import { PRICE_LIST } from './items.ts'
import type { Past } from './past.ts'
import { BUSINESS, OWNER, type Person } from './people.ts'
import type { Transaction } from './transaction.ts'

export interface Opened {
  system: SystemDb
  /** The handle of a member. */
  as(person: Person): TenantDb
  hst: string
  passwordHash: string
}

/** Signs the owner up as anybody does, and fills in the business. */
export async function openBusiness(
  transaction: Transaction,
  past: Past,
  passwordHash: string,
  payments: Payments,
): Promise<Opened> {
  const system = new SystemDb(transaction.db)
  const as = (person: Person) =>
    TenantDb.open(
      transaction.db,
      { kind: 'user', userId: person.id, orgId: ORG_ID, sessionId: null },
      { requestId: `req_demo_${newId()}` },
    )
  await past.moveTo([-OWNER.joined, '19:30'])
  await signUp(system, passwordHash)
  const { name: _, timezone: __, currency: ___, country: ____, ...profile } = BUSINESS
  await updateBusiness(as(OWNER), profile)
  const rate = await createTaxRate(as(OWNER), { name: 'HST', percent: '13', is_default: true })
  for (const item of PRICE_LIST) await createItem(as(OWNER), { ...item, tax_rate_id: rate.id })
  await createStripeAccount(as(OWNER), payments, { returnUrl: '', refreshUrl: '' })
  // Numbers go on where the paper ones ended.
  await transaction.query(`insert into counters (tenant_id, kind, last) values ($1, 'invoice', $2)`, [
    TENANT_ID,
    NUMBERS_BEFORE,
  ])
  return { system, as, hst: rate.id, passwordHash }
}

async function signUp(system: SystemDb, passwordHash: string): Promise<void> {
  const hash = await sha256Hex(newSecret())
  const draft = {
    email: OWNER.email,
    name: OWNER.name,
    business_name: BUSINESS.name,
    intent: 'optimize_operations',
    use_case: 'Quotes, invoices and the people who call us',
    currency: BUSINESS.currency,
    timezone: BUSINESS.timezone,
    country: BUSINESS.country,
    password_hash: passwordHash,
  }
  const ids = { tenant: TENANT_ID, org: ORG_ID, user: OWNER.id, project: PROJECT_ID }
  await system.value(sql`app.sign_up(${OWNER.email}, ${hash}, ${JSON.stringify(draft)}::jsonb, '{}'::jsonb)`)
  await system.value(sql`app.verify_email(${hash}, ${JSON.stringify(ids)}::jsonb, ${await newSession()}::jsonb)`)
}

/** Invited by the owner, and in at once. */
export async function joinTeam({ system, as, passwordHash }: Opened, { id, name, email, role }: Person) {
  let token = ''
  const mailer: IdentityMailer = {
    send: async (mail) => {
      token = 'token' in mail ? mail.token : ''
      return true
    },
  }
  await inviteMember(as(OWNER), mailer, { email, role })
  const person = { id, name, password_hash: passwordHash, known: false }
  await system.value(
    sql`app.accept_invitation(${await sha256Hex(token)}, ${JSON.stringify(person)}::jsonb, ${await newSession()}::jsonb)`,
  )
}

export const newSession = async (): Promise<string> =>
  JSON.stringify({ id: newId(), refresh: await sha256Hex(newSecret()), ip: null, user_agent: null, request_id: null })

/** Nobody is signed in yet; who came when follows product time. */
export async function tidyIdentity(transaction: Transaction): Promise<void> {
  const joined = `(select min(a.at) from app.audit a where a.tenant_id = $1 and a.actor = u.id)`
  await transaction.query('delete from app.sessions where tenant_id = $1', [TENANT_ID])
  await transaction.query(
    `update app.users u set created_at = ${joined} from app.memberships m where m.tenant_id = $1 and m.user_id = u.id`,
    [TENANT_ID],
  )
  await transaction.query(
    `update app.memberships m set created_at = u.created_at, updated_at = u.created_at, last_seen_at = null
     from app.users u where m.tenant_id = $1 and u.id = m.user_id`,
    [TENANT_ID],
  )
  await transaction.query(
    `update app.tenants t set created_at = u.created_at from app.users u where t.id = $1 and u.email = t.owner_email`,
    [TENANT_ID],
  )
}
