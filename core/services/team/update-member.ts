import { sql } from 'drizzle-orm'
import type { UpdateMember } from '../../contract/team.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { explainConflict } from '../auth/conflicts.ts'
import { GRANTS } from './grants.ts'
import { type MemberRow, parseMember, selectMembers } from './internal.ts'

/** Changes role or status; both hold from the member's next request on (RB2, RB5, TI14). The last owner stays one. */
export function updateMember(tenant: TenantDb, userId: string, input: UpdateMember): Promise<MemberRow> {
  const { role = null, status = null, if_match_version = null } = input
  const changes = { user_id: userId, ...(role ? { role } : {}), ...(status ? { status } : {}) }
  const write = tenant.write(
    { action: 'members.update', id: auditedId(userId), changes },
    [],
    selectMembers(
      sql`app.change_member(${userId}, ${role}::text, ${status}::text, ${if_match_version}::int, ${GRANTS}::jsonb)`,
    ),
    parseMember,
  )
  return explainConflict(write)
}

/** Ids of an outside issuer are no UUIDs: they stand in the changes only. */
export const auditedId = (userId: string): string | null => (isUuid(userId) ? userId : null)
