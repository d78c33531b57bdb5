import { sql } from 'drizzle-orm'
import type { UpdateMember } from '../../contract/team.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { explainConflict } from '../auth/conflicts.ts'
import { GRANTS } from './grants.ts'
import { type MemberRow, oneMember, parseMember } from './internal.ts'

/** Changes role, delegation of sending (H-RBAC-7) or status; all hold from the member's next request on (RB2, RB5, TI14). The last owner stays one. */
export function updateMember(tenant: TenantDb, userId: string, input: UpdateMember): Promise<MemberRow> {
  const { role = null, may_send = null, status = null, if_match_version = null } = input
  const given = Object.entries({ role, may_send, status }).filter(([, value]) => value !== null)
  const changes = { user_id: userId, ...Object.fromEntries(given) }
  const write = tenant.write(
    { action: 'members.update', id: auditedId(userId), changes },
    [],
    oneMember(
      sql`app.change_member(${userId}, ${role}::text, ${may_send}::boolean, ${status}::text, ${if_match_version}::int, ${GRANTS}::jsonb)`,
    ),
    parseMember,
  )
  return explainConflict(write)
}

/** Ids of an outside issuer are no UUIDs: they stand in the changes only. */
export const auditedId = (userId: string): string | null => (isUuid(userId) ? userId : null)
