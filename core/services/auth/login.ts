import { sql } from 'drizzle-orm'
import type { Login } from '../../contract/auth.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { newSecret, sha256Hex } from '../secrets.ts'
import {
  type AuthContext,
  type Counted,
  refuseCounted,
  refuseWhileWaiting,
  tenantOrThrow,
  tryRules,
} from './context.ts'
import { type IdentityRow, newSession, presentSignIn, type SignInResult } from './present.ts'

/** Two trips and one hash, whether the account exists, the password is right, or neither (AU9). */
export async function logIn(auth: AuthContext, { email, password, tenant_id }: Login): Promise<SignInResult> {
  const account = await begin(auth, email)
  if (!(await auth.passwords.matches(password, account.password_hash ?? null))) {
    await failLogin(auth, email)
    throw new AppError('UNAUTHORIZED', 'Sign in to continue', { hint: 'password' })
  }
  const tenant = tenantOrThrow(tenant_id)
  const { refreshToken, session } = await newSession(auth)
  const proof = JSON.stringify({ user: account.user_id, email, password_hash: account.password_hash })
  const row = await auth.system.value<IdentityRow>(
    sql`app.complete_login(${proof}::jsonb, ${tenant}::uuid, ${session}::jsonb)`,
  )
  return presentSignIn(auth, row as IdentityRow, refreshToken)
}

interface Account extends Counted {
  user_id?: string
  password_hash?: string | null
  retry_after?: number
}

async function begin({ system, caller }: AuthContext, email: string): Promise<Account> {
  const account = refuseCounted(
    await system.value<Account>(sql`app.begin_login(${email}, ${caller.ip}, ${await tryRules(caller)}::jsonb)`),
    'sign',
  )
  refuseWhileWaiting(account)
  return account
}

/** Says by mail alone that the address was never confirmed: the link again, to whoever holds the mailbox. */
async function failLogin(auth: AuthContext, email: string): Promise<void> {
  const token = newSecret()
  const waits = await auth.system.value<boolean>(
    sql`app.fail_login(${email}, ${auth.caller.ip}, ${await tryRules(auth.caller)}::jsonb, ${await sha256Hex(token)})`,
  )
  if (waits)
    auth.later(auth.mailer.send({ kind: 'unconfirmed', to: email, token }, `unconfirmed:${auth.caller.requestId}`))
}

/** Counts a wrong password. */
export async function failTry({ system, caller }: AuthContext, email: string, rules: string): Promise<void> {
  await system.value(sql`app.fail_try(${email}, ${caller.ip}, ${rules}::jsonb)`)
}
