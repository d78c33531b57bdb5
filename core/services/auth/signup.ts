import { sql } from 'drizzle-orm'
import type { Signup } from '../../contract/auth.ts'
import { newSecret, sha256Hex } from '../secrets.ts'
import { type AuthContext, askerOf, type Counted, mailOrThrow, refuseCounted } from './context.ts'
import { hashNewPassword } from './new-password.ts'

interface Answer extends Counted {
  /** Null when the address was mailed often enough. */
  mail: 'verify' | 'known_address' | null
}

/**
 * Keeps the draft of a business and mails the link that makes it (D-ACC-1). An address that has an account gets the same
 * answer and another mail: one hash, one call and one mail on both paths (AU9).
 */
export async function signUp(auth: AuthContext, { password, ...input }: Signup) {
  const token = newSecret()
  const draft = JSON.stringify({ ...input, password_hash: await hashNewPassword(auth, password) })
  const hash = await sha256Hex(token)
  const by = JSON.stringify(await askerOf(auth.caller))
  const answer = await auth.system.value<Answer>(
    sql`app.sign_up(${input.email}, ${hash}, ${draft}::jsonb, ${by}::jsonb)`,
  )
  const { mail } = refuseCounted(answer, 'sign', 'timezone')
  if (mail)
    await mailOrThrow(
      auth,
      mail === 'verify' ? { kind: mail, to: input.email, token } : { kind: mail, to: input.email },
    )
  return { email: input.email, status: 'VERIFICATION_SENT' as const }
}
