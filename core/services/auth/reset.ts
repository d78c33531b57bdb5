import { sql } from 'drizzle-orm'
import { sha256Hex } from '../secrets.ts'
import { type AuthContext, askerOf, traceOf } from './context.ts'

/** Sets a new password with a mailed link, once; every sign-in of the account ends, and this browser is known to it (A-AUTH-3, AU10). */
export async function resetPassword({ system, passwords, caller }: AuthContext, token: string, password: string) {
  const passwordHash = await passwords.hash(password)
  const trace = JSON.stringify({ ...traceOf(caller), ...(await askerOf(caller)) })
  await system.value(sql`app.reset_password(${await sha256Hex(token)}, ${passwordHash}, ${trace}::jsonb)`)
  return { status: 'PASSWORD_CHANGED' as const }
}
