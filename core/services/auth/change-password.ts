import { sql } from 'drizzle-orm'
import type { Bearer } from '../../domain/identity/bearer.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { type AuthContext, askerOf, ownSession, refuseWhileWaiting, traceOf, tryRules } from './context.ts'
import { failTry } from './login.ts'
import { refuseCommon } from './new-password.ts'

/** Changes the password of who is signed in; every other sign-in of the account ends (A-AUTH-3). */
export async function changePassword(auth: AuthContext, bearer: Bearer, input: { current: string; new: string }) {
  const session = ownSession(bearer)
  await refuseCommon(auth, input.new, 'new')
  const account = await begin(auth, bearer.userId, session)
  if (!(await auth.passwords.matches(input.current, account.password_hash))) {
    await failTry(auth, account.email, await tryRules(auth.caller, session))
    throw invalid('current', 'This is not your password')
  }
  const new_hash = await auth.passwords.hash(input.new)
  const proof = JSON.stringify({
    user: bearer.userId,
    email: account.email,
    password_hash: account.password_hash,
    new_hash,
  })
  const trace = JSON.stringify({ ...traceOf(auth.caller), ...(await askerOf(auth.caller)), session })
  await auth.system.value(sql`app.change_password(${proof}::jsonb, ${session}::uuid, ${trace}::jsonb)`)
  return { status: 'PASSWORD_CHANGED' as const }
}

interface Account {
  email: string
  password_hash: string
  retry_after?: number
}

async function begin({ system, caller }: AuthContext, userId: string, session: string): Promise<Account> {
  const rules = await tryRules(caller, session)
  const answer = await system.value<Account>(
    sql`app.begin_password_change(${userId}, ${session}::uuid, ${caller.ip}, ${rules}::jsonb)`,
  )
  refuseWhileWaiting(answer as Account)
  return answer as Account
}
