import { sql } from 'drizzle-orm'
import type { OpenBusiness, SignedIn } from '../../contract/auth.ts'
import type { Bearer } from '../../domain/identity/bearer.ts'
import { explainConflict } from './conflicts.ts'
import { type AuthContext, ownSession, traceOf } from './context.ts'
import { type IdentityRow, presentSignIn } from './present.ts'
import { newBusinessIds } from './verify.ts'

/** Another business of who is signed in, as its owner; the session goes on in it. One trip. */
export async function openBusiness(auth: AuthContext, bearer: Bearer, input: OpenBusiness): Promise<SignedIn> {
  const session = ownSession(bearer)
  const [ids, draft, trace] = [newBusinessIds(), input, traceOf(auth.caller)].map((part) => JSON.stringify(part))
  const row = await explainConflict(
    auth.system.value<IdentityRow>(
      sql`app.open_another_business(${bearer.userId}, ${session}::uuid, ${ids}::jsonb, ${draft}::jsonb, ${trace}::jsonb)`,
    ),
  )
  return (await presentSignIn(auth, row as IdentityRow, '')).body
}
