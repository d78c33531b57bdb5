import { sql } from 'drizzle-orm'
import type { MemberQuery } from '../../contract/team.ts'
import { getObject } from '../../db/records.ts'
import { rowOf, type TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, readPage } from '../pages.ts'
import { type MemberRow, parseMember, selectMembers } from './internal.ts'

/** The team, newest member first. */
export const listMembers = (tenant: TenantDb, cursors: Cursors, query: MemberQuery): Promise<ListPage<MemberRow>> =>
  readPage(tenant, cursors, {
    ...query,
    action: 'members.read',
    of: ['members'],
    select: (place, limit) =>
      selectMembers(sql`app.members(${limit}, ${place?.[0] ?? null}::timestamptz, ${place?.[1] ?? null}::text)`),
    parse: parseMember,
    placeOf: (row) => [row.created_at, row.user_id],
  })

export const getMember = (tenant: TenantDb, userId: string): Promise<MemberRow> =>
  getObject(tenant, 'members.read', rowOf(selectMembers(sql`app.member_row(${userId})`)), parseMember)
