import { sql } from 'drizzle-orm'
import { AppError } from '../../domain/kernel/errors.ts'
import { sha256Hex } from '../secrets.ts'
import { type AuthContext, tenantOrThrow, traceOf } from './context.ts'
import { type IdentityRow, presentSignIn, type SignInResult } from './present.ts'

/** How far a tab may lag behind the others of its browser within the ten seconds of grace. */
const CHAIN = 8

/**
 * Rotates a refresh token in one trip. The successors are derived from the token, so that two tabs at once get the same
 * one, and only hashes are stored. A token used again ends the sign-in, unless it is the same browser, whatever its address,
 * whose tabs ask at once or that never saw the answer (AU7, A-AUTH-2).
 */
export async function refreshSession(
  auth: AuthContext,
  refreshToken: string | undefined,
  tenantId?: string,
): Promise<SignInResult> {
  if (!refreshToken || refreshToken.length > 100) throw signedOut()
  const chain = await auth.tokens.successors(refreshToken, CHAIN)
  const hashes = await Promise.all(chain.map(sha256Hex))
  const browser = await sha256Hex(auth.caller.userAgent ?? '')
  const trace = JSON.stringify(traceOf(auth.caller))
  const row = await auth.system.value<IdentityRow & { step: number }>(
    sql`app.refresh(${await sha256Hex(refreshToken)}, ${sql.param(hashes)}::text[], ${browser}, ${tenantOrThrow(tenantId)}::uuid, ${trace}::jsonb)`,
  )
  if (!row) throw signedOut()
  return presentSignIn(auth, row, chain[row.step - 1] as string)
}

const signedOut = () => new AppError('UNAUTHORIZED', 'Sign in to continue', { hint: 'refresh' })
