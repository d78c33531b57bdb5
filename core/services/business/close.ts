import { sql } from 'drizzle-orm'
import type { CloseBusiness } from '../../contract/closing.ts'
import type { NewJob } from '../../contract/jobs.ts'
import { actorFor } from '../../db/actor.ts'
import { newId } from '../../db/ids.ts'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { rolesFor } from '../../domain/actions.ts'
import { KEPT_DAYS, WARNED_DAYS } from '../../domain/closing/days.ts'
import type { Bearer } from '../../domain/identity/bearer.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { type AuthContext, askerOf, ownSession, refuseWhileWaiting, traceOf, tryRules } from '../auth/context.ts'
import { failTry } from '../auth/login.ts'
import { type BusinessRow, parseBusiness } from '../settings.ts'
import { businessObject } from './get.ts'

/**
 * Closes a business for its owner, by its name and his password, which is tried and limited like a sign-in: who only found an
 * open page cannot. Refused while money is on its way. Nobody writes in it any more; for KEPT_DAYS it can be opened again. Two
 * trips and one hash.
 */
export async function closeBusiness(
  auth: AuthContext,
  tenant: TenantDb,
  bearer: Bearer,
  { name, password }: CloseBusiness,
): Promise<BusinessRow> {
  const session = ownSession(bearer)
  const account = await begin(auth, bearer, name)
  if (!(await auth.passwords.matches(password, account.password_hash))) {
    await failTry(auth, account.email, await tryRules(auth.caller, session))
    throw invalid('password', 'This is not your password')
  }
  const { email, password_hash } = account
  const trace = { ...traceOf(auth.caller), ...(await askerOf(auth.caller)), session }
  const id = newId()
  const closing = { id, days: KEPT_DAYS, name, proof: { email, password_hash }, trace }
  return tenant.write(
    {
      action: 'business.close',
      id: null,
      jobs: [
        ...account.owners.flatMap((owner) => [mailOf(id, 'closed', owner), mailOf(id, 'ending', owner)]),
        ...account.members.map((member) => mailOf(id, 'member', member)),
        removal(id),
      ],
    },
    callStep(tenant, [sql`app.close_business(${JSON.stringify(closing)}::jsonb)`]),
    businessObject,
    parseBusiness,
  )
}

interface Account {
  email: string
  password_hash: string
  owners: string[]
  members: string[]
  retry_after?: number
}

const DAY_SECONDS = 24 * 3600

/** At once, and to its owners before the end. */
const mailOf = (closing_id: string, kind: 'closed' | 'ending' | 'member', user_id: string): NewJob => ({
  type: 'CLOSING_MAIL',
  key: `closing.mail:${closing_id}:${kind}:${user_id}`,
  payload: { closing_id, user_id, kind },
  delay_seconds: kind === 'ending' ? (KEPT_DAYS - WARNED_DAYS) * DAY_SECONDS : 0,
})

const removal = (closing_id: string): NewJob => ({
  type: 'BUSINESS_REMOVE',
  key: `business.remove:${closing_id}`,
  payload: { closing_id },
  delay_seconds: KEPT_DAYS * DAY_SECONDS,
})

async function begin({ system, caller }: AuthContext, bearer: Bearer, name: string): Promise<Account> {
  const actor = JSON.stringify(actorFor({ kind: 'user', ...bearer }, 'business.close'))
  const roles = sql.param([...rolesFor('business.close')])
  const rules = await tryRules(caller, bearer.sessionId)
  const account = await system.value<Account>(
    sql`app.begin_close(${actor}::jsonb, ${roles}::text[], ${name}, ${caller.ip}, ${rules}::jsonb)`,
  )
  refuseWhileWaiting(account as Account)
  return account as Account
}
