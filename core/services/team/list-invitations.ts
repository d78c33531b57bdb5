import { sql } from 'drizzle-orm'
import type { InvitationQuery } from '../../contract/team.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { type InvitationRow, invitationColumns, oneInvitation, parseInvitation, selectInvitations } from './internal.ts'

/** Invitations, newest first; for those who may invite. */
export function listInvitations(
  tenant: TenantDb,
  cursors: Cursors,
  { status, ...query }: InvitationQuery,
): Promise<ListPage<InvitationRow>> {
  return readPage(tenant, cursors, {
    ...query,
    action: 'members.invite',
    of: ['invitations', status ?? null],
    columns: invitationColumns,
    rows: (place, limit) =>
      invitationColumns.of(sql`${selectInvitations(sql`invitations`)} where i.tenant_id = app.tenant() and i.deleted_at is null
      ${status ? sql`and i.status = ${status}` : sql``}${afterNewest('i', place)}
      order by i.created_at desc, i.id desc limit ${limit}`),
    placeOf: newestFirst,
  })
}

export const getInvitation = (tenant: TenantDb, id: string): Promise<InvitationRow> =>
  getRecord(tenant, 'members.invite', id, oneInvitation(id), parseInvitation)
