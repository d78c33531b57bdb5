import { sql } from 'drizzle-orm'
import type { MemberQuery } from '../../contract/team.ts'
import { getObject } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, readPage } from '../pages.ts'
import { type MemberRow, memberColumns, oneMember, parseMember } from './internal.ts'

/** The team, newest member first. */
export const listMembers = (tenant: TenantDb, cursors: Cursors, query: MemberQuery): Promise<ListPage<MemberRow>> =>
  readPage(tenant, cursors, {
    ...query,
    action: 'members.read',
    of: ['members'],
    columns: memberColumns,
    rows: (place, limit) =>
      memberColumns.of(
        sql`select * from app.members(${limit}, ${place?.[0] ?? null}::timestamptz, ${place?.[1] ?? null}::text)`,
      ),
    placeOf: (row) => [row.created_at, row.user_id],
  })

export const getMember = (tenant: TenantDb, userId: string): Promise<MemberRow> =>
  getObject(tenant, 'members.read', oneMember(sql`app.member_row(${userId})`), parseMember)
