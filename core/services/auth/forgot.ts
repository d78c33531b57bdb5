import { sql } from 'drizzle-orm'
import { newSecret, sha256Hex } from '../secrets.ts'
import { type AuthContext, mailOrThrow } from './context.ts'

/** One call and one mail for any address: the mail says whether there is an account, the answer does not (AU9). */
export async function forgotPassword(auth: AuthContext, email: string) {
  const token = newSecret()
  const known = await auth.system.value<boolean>(sql`app.forgot_password(${email}, ${await sha256Hex(token)})`)
  await mailOrThrow(auth, known ? { kind: 'reset', to: email, token } : { kind: 'unknown_address', to: email })
  return { email, status: 'RESET_SENT' as const }
}
