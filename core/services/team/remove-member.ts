import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { explainConflict } from '../auth/conflicts.ts'
import { GRANTS } from './grants.ts'
import { type MemberRow, oneMember, parseMember } from './internal.ts'
import { auditedId } from './update-member.ts'

/** Takes a member out of the business; what the member made stays. The last owner cannot go (RB2). */
export function removeMember(tenant: TenantDb, userId: string): Promise<MemberRow> {
  const write = tenant.write(
    { action: 'members.remove', id: auditedId(userId), changes: { user_id: userId } },
    [],
    oneMember(sql`app.remove_member(${userId}, null, ${GRANTS}::jsonb)`),
    parseMember,
  )
  return explainConflict(write)
}
