import { sql } from 'drizzle-orm'
import { Me } from '../../contract/auth.ts'
import { actorJson } from '../../db/actor.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { ACTIONS, can } from '../../domain/actions.ts'
import type { Bearer } from '../../domain/identity/bearer.ts'
import type { Role } from '../../domain/permissions.ts'
import { isOn } from '../../domain/profiles/switches.ts'
import { REVIEWING } from '../../domain/reviews/access.ts'
import { presentClosing } from '../closing.ts'
import type { IdentityRow } from './present.ts'

interface MeRow extends IdentityRow {
  /** What the business has switched off. */
  off: readonly string[]
  /** Of the platform (C-22). */
  is_reviewer: boolean
  businesses: { tenant_id: string; name: string; role: string; is_sample: boolean; is_closed: boolean }[]
}

/** Who is signed in, what the role may do there with what is switched on, and the businesses to switch between. One trip. */
export async function getMe(system: SystemDb, bearer: Bearer): Promise<Me> {
  const actor = JSON.stringify(actorJson({ kind: 'user', ...bearer }))
  const row = (await system.value<MeRow>(sql`app.me(${actor}::jsonb)`)) as MeRow
  const acting: Role = row.may_send ? 'DELEGATE' : row.role
  return Me.parse({
    user: { id: row.user_id, email: row.email, name: row.name },
    role: row.role,
    tenant_id: row.tenant_id,
    workspace_id: row.workspace_id,
    business_name: row.business_name,
    closing: presentClosing(row.closing),
    session_id: row.session_id,
    businesses: row.businesses.map((one) => ({ ...one, is_current: one.tenant_id === row.tenant_id })),
    permissions: [
      ...ACTIONS.filter((action) => can(acting, action) !== '-' && isOn(action, row.off)),
      ...(row.is_reviewer ? [REVIEWING] : []),
    ],
  })
}
