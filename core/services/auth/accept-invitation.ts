import { sql } from 'drizzle-orm'
import { type AcceptInvitation, NewPassword } from '../../contract/auth.ts'
import { newId } from '../../db/ids.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { sha256Hex } from '../secrets.ts'
import { explainConflict } from './conflicts.ts'
import { type AuthContext, refuseWhileWaiting, tryRules } from './context.ts'
import { failTry } from './login.ts'
import { hashNewPassword } from './new-password.ts'
import { type IdentityRow, newSession, presentSignIn, type SignInResult } from './present.ts'

/**
 * Joins a business with a mailed link. A new address gets an account with this name and password; one that has an account
 * must give its own password, so that the link alone never opens it.
 */
export async function acceptInvitation(auth: AuthContext, input: AcceptInvitation): Promise<SignInResult> {
  const hash = await sha256Hex(input.token)
  const invited = await begin(auth, hash)
  const person = invited.user_id ? await knownPerson(auth, invited, input) : await newPerson(auth, input)
  const { refreshToken, session } = await newSession(auth)
  const row = await explainConflict(
    auth.system.value<IdentityRow>(
      sql`app.accept_invitation(${hash}, ${JSON.stringify(person)}::jsonb, ${session}::jsonb)`,
    ),
  )
  return presentSignIn(auth, row as IdentityRow, refreshToken)
}

interface Invited {
  email: string
  user_id?: string
  password_hash?: string
  retry_after?: number
}

async function begin({ system, caller }: AuthContext, hash: string): Promise<Invited> {
  const invited = await system.value<Invited>(
    sql`app.begin_acceptance(${hash}, ${caller.ip}, ${await tryRules(caller)}::jsonb)`,
  )
  refuseWhileWaiting(invited as Invited)
  return invited as Invited
}

async function knownPerson(auth: AuthContext, invited: Invited, { password }: AcceptInvitation) {
  if (!(await auth.passwords.matches(password, invited.password_hash ?? null))) {
    await failTry(auth, invited.email, await tryRules(auth.caller))
    throw invalid('password', 'You have an account already: give the password you sign in with')
  }
  return { id: invited.user_id, password_hash: invited.password_hash, known: true }
}

async function newPerson(auth: AuthContext, { name, password }: AcceptInvitation) {
  const given = NewPassword.safeParse(password)
  const details = [
    ...(name.trim() === '' ? [{ field: 'name', message: 'Required' }] : []),
    ...(given.error?.issues ?? []).map(({ message }) => ({ field: 'password', message })),
  ]
  if (details.length > 0) throw new AppError('VALIDATION_ERROR', 'Some fields need attention', { details })
  return { id: newId(), name, password_hash: await hashNewPassword(auth, password), known: false }
}
