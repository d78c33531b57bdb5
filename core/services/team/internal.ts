import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { rowOf } from '../../db/tenant-db.ts'
import { invitationMachine } from '../../domain/invitations/machine.ts'
import { ACTING_ROLES, MEMBER_STATUSES, ROLES } from '../../domain/permissions.ts'
import { columnsOf } from '../columns.ts'

const Role = z.enum(ROLES)
const ActingRole = z.enum(ACTING_ROLES)

const MemberRow = z.object({
  user_id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  may_send: z.boolean(),
  status: z.enum(MEMBER_STATUSES),
  last_seen_at: z.string().nullable(),
  version: z.number(),
  created_at: z.string(),
  last_owner: z.boolean(),
  viewer_role: ActingRole,
  viewer: z.string(),
})
export type MemberRow = z.infer<typeof MemberRow>
export const parseMember = (row: unknown): MemberRow => MemberRow.parse(row)

export const memberColumns = columnsOf(MemberRow, { viewer_role: 'role', viewer: 'actor' })

/** A row of a function of members, with who looks at it. */
export const oneMember = (call: SQL): SQL =>
  rowOf(sql`select m.*, app.role() as viewer_role, app.actor() as viewer from ${call} m`)

const InvitationRow = z.object({
  id: z.string(),
  email: z.string(),
  role: Role,
  status: z.enum(invitationMachine.states),
  created_by: z.string(),
  sent_at: z.string().nullable(),
  expires_at: z.string(),
  version: z.number(),
  created_at: z.string(),
  now: z.string(),
  viewer_role: ActingRole,
  business_name: z.string(),
  inviter_name: z.string(),
})
export type InvitationRow = z.infer<typeof InvitationRow>
export const parseInvitation = (row: unknown): InvitationRow => InvitationRow.parse(row)

export const invitationColumns = columnsOf(InvitationRow, { now: 'now', viewer_role: 'role' })

/** Rows of the table or of a function of invitations, with what their mail and their buttons need; what is the same in all is asked once. */
export const selectInvitations = (from: SQL): SQL => sql`
  select i.id, i.email, i.role, i.status, i.created_by, i.sent_at, i.expires_at, i.version, i.created_at, app.now() as now,
    app.role() as viewer_role, (select app.business()->>'name') as business_name, (select m.name from app.member_row(app.actor()) m) as inviter_name
  from ${from} i`

export const oneInvitation = (id: string): SQL =>
  rowOf(selectInvitations(sql`(select * from invitations where tenant_id = app.tenant() and id = ${id}::uuid)`))
