import { sql } from 'drizzle-orm'
import type { InvitationQuery } from '../../contract/team.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { type InvitationRow, oneInvitation, parseInvitation, selectInvitations } from './internal.ts'

/** Invitations, newest first; for those who may invite. */
export async function listInvitations(tenant: TenantDb, cursors: Cursors, { limit, cursor, status }: InvitationQuery) {
  const scope = ['invitations', tenant.scope, status ?? null]
  const place = await cursors.decode(cursor, scope, 2)
  const rows = await readInvitations(
    tenant,
    sql`${selectInvitations(sql`invitations`)} where i.tenant_id = app.tenant() and i.deleted_at is null
      ${status ? sql`and i.status = ${status}` : sql``}
      ${place ? sql`and (i.created_at, i.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
      order by i.created_at desc, i.id desc limit ${limit + 1}`,
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last ? await cursors.encode([last.created_at, last.id], scope) : null
  return { rows: rows.slice(0, limit), cursor: next }
}

export const getInvitation = (tenant: TenantDb, id: string): Promise<InvitationRow> =>
  getRecord(tenant, 'members.invite', id, oneInvitation(id), parseInvitation)

async function readInvitations(tenant: TenantDb, rows: ReturnType<typeof sql>): Promise<InvitationRow[]> {
  const [, found] = await tenant.read(
    'members.invite',
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (${rows}) o`),
  )
  return found.rows.map((row) => parseInvitation(row.object))
}
