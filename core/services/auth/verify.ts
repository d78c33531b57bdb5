import { sql } from 'drizzle-orm'
import type { Verify } from '../../contract/auth.ts'
import { newId } from '../../db/ids.ts'
import { OWN_ORG_PREFIX } from '../../domain/identity/bearer.ts'
import { newSecret, sha256Hex } from '../secrets.ts'
import { explainConflict } from './conflicts.ts'
import { type AuthContext, type Counted, refuseCounted } from './context.ts'
import { hashNewPassword } from './new-password.ts'
import { type IdentityRow, newSession, presentSignIn, type SignInResult } from './present.ts'

/**
 * Opens the business that a sign-up drafted: tenant, workspace, owner and a sign-in, all or nothing (D-ACC-2, D-ACC-3).
 * Whoever holds the mailbox sets the password: anybody may have signed up with the address.
 */
export async function verifyEmail(auth: AuthContext, { token, password }: Verify): Promise<SignInResult> {
  const { refreshToken, session } = await newSession(auth)
  const password_hash = password === undefined ? null : await hashNewPassword(auth, password)
  const ids = { ...newBusinessIds(), user: newId(), password_hash }
  const hash = await sha256Hex(token)
  const row = await explainConflict(
    auth.system.value<IdentityRow & Counted>(
      sql`app.verify_email(${hash}, ${JSON.stringify(ids)}::jsonb, ${session}::jsonb)`,
    ),
  )
  return presentSignIn(auth, refuseCounted(row, 'link', 'token'), refreshToken)
}

/** As app.open_business reads them. */
export const newBusinessIds = () => ({ tenant: newId(), org: OWN_ORG_PREFIX + newSecret(16), project: newId() })
