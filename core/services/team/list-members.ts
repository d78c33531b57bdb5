import { sql } from 'drizzle-orm'
import type { MemberQuery } from '../../contract/team.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { Cursors } from '../cursor.ts'
import { type MemberRow, parseMember, selectMembers } from './internal.ts'

/** The team, newest member first. */
export async function listMembers(tenant: TenantDb, cursors: Cursors, { limit, cursor }: MemberQuery) {
  const scope = ['members', tenant.scope]
  const [at = null, id = null] = (await cursors.decode(cursor, scope, 2)) ?? []
  const call = sql`app.members(${limit + 1}, ${at}::timestamptz, ${id}::text)`
  const rows = await readMembers(tenant, call)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last ? await cursors.encode([last.created_at, last.user_id], scope) : null
  return { rows: rows.slice(0, limit), cursor: next }
}

export async function getMember(tenant: TenantDb, userId: string): Promise<MemberRow> {
  const [row] = await readMembers(tenant, sql`app.member_row(${userId})`)
  if (!row) throw new AppError('NOT_FOUND', 'Not found')
  return row
}

async function readMembers(tenant: TenantDb, call: ReturnType<typeof sql>): Promise<MemberRow[]> {
  const [, found] = await tenant.read(
    'members.read',
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (${selectMembers(call)}) o`),
  )
  return found.rows.map((row) => parseMember(row.object))
}
