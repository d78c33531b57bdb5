import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { type InvitationRow, parseInvitation, selectInvitations } from './internal.ts'

/** Closes an open invitation; its link is dead at once (AU10). */
export async function revokeInvitation(tenant: TenantDb, id: string): Promise<InvitationRow> {
  if (!isUuid(id)) throw new AppError('NOT_FOUND', 'Not found')
  return tenant.write(
    { action: 'invitations.revoke', id, lock: { table: 'invitations', from: ['INVITED'] } },
    [],
    selectInvitations(sql`app.revoke_invitation(${id}::uuid)`),
    parseInvitation,
  )
}
