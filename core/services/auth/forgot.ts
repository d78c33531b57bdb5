import { sql } from 'drizzle-orm'
import { newSecret, sha256Hex } from '../secrets.ts'
import { type AuthContext, mailOrThrow } from './context.ts'

/** One call and one mail for any address: the mail says what there is, the answer does not (AU9). */
export async function forgotPassword(auth: AuthContext, email: string) {
  const token = newSecret()
  const kind = await auth.system.value<'reset' | 'unconfirmed' | 'unknown_address'>(
    sql`app.forgot_password(${email}, ${await sha256Hex(token)})`,
  )
  await mailOrThrow(
    auth,
    kind === 'reset' || kind === 'unconfirmed' ? { kind, to: email, token } : { kind: 'unknown_address', to: email },
  )
  return { email, status: 'RESET_SENT' as const }
}
