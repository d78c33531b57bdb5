import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import { OWN_ORG_PREFIX } from '../../domain/identity/bearer.ts'
import { newSecret, sha256Hex } from '../secrets.ts'
import { explainConflict } from './conflicts.ts'
import type { AuthContext } from './context.ts'
import { type IdentityRow, newSession, presentSignIn, type SignInResult } from './present.ts'

/** Opens the business that a sign-up drafted: tenant, workspace, owner and a sign-in, all or nothing (D-ACC-2, D-ACC-3). */
export async function verifyEmail(auth: AuthContext, token: string): Promise<SignInResult> {
  const { refreshToken, session } = await newSession(auth)
  const ids = { tenant: newId(), org: OWN_ORG_PREFIX + newSecret(16), user: newId(), project: newId() }
  const hash = await sha256Hex(token)
  const row = await explainConflict(
    auth.system.value<IdentityRow>(sql`app.verify_email(${hash}, ${JSON.stringify(ids)}::jsonb, ${session}::jsonb)`),
  )
  return presentSignIn(auth, row as IdentityRow, refreshToken)
}
