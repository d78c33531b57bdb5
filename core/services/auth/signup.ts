import { sql } from 'drizzle-orm'
import type { Signup } from '../../contract/auth.ts'
import { newSecret, sha256Hex } from '../secrets.ts'
import { type AuthContext, mailOrThrow } from './context.ts'
import { hashNewPassword } from './new-password.ts'

/**
 * Keeps the draft of a business and mails the link that makes it (D-ACC-1). An address that has an account gets the same
 * answer and another mail: one hash, one call and one mail on both paths (AU9).
 */
export async function signUp(auth: AuthContext, { password, ...input }: Signup) {
  const token = newSecret()
  const draft = JSON.stringify({ ...input, password_hash: await hashNewPassword(auth, password) })
  const hash = await sha256Hex(token)
  const known = await auth.system.value<boolean | null>(sql`app.sign_up(${input.email}, ${hash}, ${draft}::jsonb)`)
  if (known === null) return started(input.email)
  await mailOrThrow(
    auth,
    known ? { kind: 'known_address', to: input.email } : { kind: 'verify', to: input.email, token },
  )
  return started(input.email)
}

/** Also when no mail went out, because the address was mailed often enough. */
const started = (email: string) => ({ email, status: 'VERIFICATION_SENT' as const })
