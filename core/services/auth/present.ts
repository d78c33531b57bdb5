import { SignedIn } from '../../contract/auth.ts'
import { newId } from '../../db/ids.ts'
import type { MemberRole } from '../../domain/permissions.ts'
import { type ClosingRow, presentClosing } from '../closing.ts'
import { newSecret, sha256Hex } from '../secrets.ts'
import { type AuthContext, askerOf, traceOf } from './context.ts'

/** What app.identity answers. */
export interface IdentityRow {
  user_id: string
  email: string
  name: string
  role: MemberRole
  may_send: boolean
  tenant_id: string
  org_id: string
  business_name: string
  workspace_id: string | null
  closing: ClosingRow | null
  session_id: string
  session_expires_at: string
}

/** The answer of every sign-in, and the cookie that keeps it alive. */
export interface SignInResult {
  body: SignedIn
  refreshToken: string
  expiresAt: Date
  /** What the browser keeps, so that it is known when it comes again. */
  device: string | null
}

export const ACCESS_SECONDS = 15 * 60

export async function presentSignIn(
  { tokens, caller }: AuthContext,
  row: IdentityRow,
  refreshToken: string,
): Promise<SignInResult> {
  const jwt = await tokens.sign({ userId: row.user_id, orgId: row.org_id, sessionId: row.session_id })
  const { email, name, role, business_name } = row
  const body = SignedIn.parse({
    jwt,
    expires_in: ACCESS_SECONDS,
    tenant_id: row.tenant_id,
    workspace_id: row.workspace_id,
    user: { id: row.user_id, email, name, role, business_name },
    closing: presentClosing(row.closing),
  })
  return { body, refreshToken, expiresAt: new Date(row.session_expires_at), device: caller.device }
}

/** A session of its own for every sign-in (AU8), as app.open_session reads it. */
export async function newSession({ caller }: AuthContext) {
  const refreshToken = newSecret()
  const session = {
    id: newId(),
    refresh: await sha256Hex(refreshToken),
    ...traceOf(caller),
    ...(await askerOf(caller)),
  }
  return { refreshToken, session: JSON.stringify(session) }
}
