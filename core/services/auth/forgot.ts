import { sql } from 'drizzle-orm'
import { newSecret, sha256Hex } from '../secrets.ts'
import { type AuthContext, askerOf, type Counted, mailOrThrow, refuseCounted } from './context.ts'

interface Answer extends Counted {
  mail: 'reset' | 'unconfirmed' | 'unknown_address' | null
}

/** One call and one mail for any address: the mail says what there is, the answer does not (AU9), nor that there was enough mail. */
export async function forgotPassword(auth: AuthContext, email: string) {
  const token = newSecret()
  const by = JSON.stringify(await askerOf(auth.caller))
  const answer = await auth.system.value<Answer>(
    sql`app.forgot_password(${email}, ${await sha256Hex(token)}, ${by}::jsonb)`,
  )
  const { mail: kind } = refuseCounted(answer, 'sign')
  if (kind) await mailOrThrow(auth, kind === 'unknown_address' ? { kind, to: email } : { kind, to: email, token })
  return { email, status: 'RESET_SENT' as const }
}
