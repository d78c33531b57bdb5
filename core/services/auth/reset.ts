import { sql } from 'drizzle-orm'
import { sha256Hex } from '../secrets.ts'
import { type AuthContext, askerOf, type Counted, refuseCounted, traceOf } from './context.ts'
import { hashNewPassword } from './new-password.ts'

/** Sets a new password with a mailed link, once; every sign-in of the account ends, and this browser is known to it (A-AUTH-3, AU10). */
export async function resetPassword(auth: AuthContext, token: string, password: string) {
  const passwordHash = await hashNewPassword(auth, password)
  const trace = JSON.stringify({ ...traceOf(auth.caller), ...(await askerOf(auth.caller)) })
  const answer = await auth.system.value<Counted>(
    sql`app.reset_password(${await sha256Hex(token)}, ${passwordHash}, ${trace}::jsonb)`,
  )
  refuseCounted(answer, 'sign', 'token')
  return { status: 'PASSWORD_CHANGED' as const }
}
