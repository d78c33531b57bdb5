import { sql } from 'drizzle-orm'
import { newSecret, sha256Hex } from '../secrets.ts'
import { type AuthContext, mailOrThrow } from './context.ts'

/** One call and one mail for any address: the mail says what there is, the answer does not (AU9), nor that there was enough mail. */
export async function forgotPassword(auth: AuthContext, email: string) {
  const token = newSecret()
  const kind = await auth.system.value<'reset' | 'unconfirmed' | 'unknown_address' | null>(
    sql`app.forgot_password(${email}, ${await sha256Hex(token)})`,
  )
  if (kind) await mailOrThrow(auth, kind === 'unknown_address' ? { kind, to: email } : { kind, to: email, token })
  return { email, status: 'RESET_SENT' as const }
}
