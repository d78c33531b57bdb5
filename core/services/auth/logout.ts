import { sql } from 'drizzle-orm'
import { sha256Hex } from '../secrets.ts'
import { type AuthContext, traceOf } from './context.ts'

/** Ends the sign-in of a refresh token, whichever of its family it is. Saying it twice is no error. */
export async function logOut({ system, caller }: AuthContext, refreshToken: string | undefined): Promise<void> {
  if (!refreshToken || refreshToken.length > 100) return
  const hash = await sha256Hex(refreshToken)
  await system.value(sql`app.sign_out(${hash}, ${JSON.stringify(traceOf(caller))}::jsonb)`)
}
