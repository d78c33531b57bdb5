import { Invitation, Member } from '../../contract/team.ts'
import { can, mayTouch } from '../../domain/actions.ts'
import { invitationMachine, invitationStatus } from '../../domain/invitations/machine.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { mayGrant } from '../../domain/permissions.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import type { InvitationRow, MemberRow } from './internal.ts'

/** A member as this viewer may see it: addresses are for those who manage the team, and one's own (RB4). */
export function presentMember(row: MemberRow, gone = false): Member {
  const manages = can(row.viewer_role, 'members.update') !== '-'
  const isMe = row.user_id === row.viewer
  const mayChange = manages && mayGrant(row.viewer_role, row.role) && !row.last_owner && !gone
  return Member.parse({
    user_id: row.user_id,
    name: row.name,
    email: manages || isMe ? row.email : null,
    role: row.role,
    may_send: row.may_send,
    status: row.status,
    is_me: isMe,
    last_seen_at: toInstantOrNull(row.last_seen_at),
    version: row.version,
    created_at: toInstant(row.created_at),
    allowed_actions: mayChange ? ['update', 'remove'] : [],
  })
}

export function presentInvitation(row: InvitationRow): Invitation {
  const offered = allowedActions(invitationMachine, row, (action) => mayTouch(row.viewer_role, action, true))
  return Invitation.parse({
    id: row.id,
    email: row.email,
    role: row.role,
    status: invitationStatus({ status: row.status, expiresAt: row.expires_at }, row.now),
    invited_by: row.created_by,
    sent_at: toInstantOrNull(row.sent_at),
    expires_at: toInstant(row.expires_at),
    version: row.version,
    created_at: toInstant(row.created_at),
    allowed_actions: offered.filter((verb) => verb !== 'resend' || mayGrant(row.viewer_role, row.role)),
  })
}
