import { sql } from 'drizzle-orm'
import type { SignedIn } from '../../contract/auth.ts'
import type { Bearer } from '../../domain/identity/bearer.ts'
import { type AuthContext, ownSession, tenantOrThrow, traceOf } from './context.ts'
import { type IdentityRow, presentSignIn } from './present.ts'

/** A token for another business of the same person; one that is not theirs is not found (TI14). */
export async function switchBusiness(auth: AuthContext, bearer: Bearer, tenantId: string): Promise<SignedIn> {
  const session = ownSession(bearer)
  const tenant = tenantOrThrow(tenantId)
  const trace = JSON.stringify(traceOf(auth.caller))
  const row = await auth.system.value<IdentityRow>(
    sql`app.switch_tenant(${bearer.userId}, ${session}::uuid, ${tenant}::uuid, ${trace}::jsonb)`,
  )
  return (await presentSignIn(auth, row as IdentityRow, '')).body
}
