import { sql } from 'drizzle-orm'
import { rowOf, type TenantDb } from '../../db/tenant-db.ts'
import { type InvitationRow, parseInvitation, selectInvitations } from './internal.ts'

/** Closes an open invitation; its link is dead at once (AU10). */
export function revokeInvitation(tenant: TenantDb, id: string): Promise<InvitationRow> {
  return tenant.write(
    { action: 'invitations.revoke', id },
    [],
    rowOf(selectInvitations(sql`app.revoke_invitation(${id}::uuid)`)),
    parseInvitation,
  )
}
