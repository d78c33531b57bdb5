import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Ellipsis, UserPlus } from 'lucide-preact'
import type { Invitation, Member } from '../../../core/contract/team.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Button } from '../../components/button.tsx'
import { Menu, type MenuAction } from '../../components/menu.tsx'
import { Pill } from '../../components/pill.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { shortInstant } from '../../models/format.ts'
import { may } from '../../models/permissions.ts'
import { sentence } from '../../models/sentences.ts'
import { invitations, invitationsQuery, members, membersQuery, roleName, roleOf } from '../../models/team.ts'
import { showToast, showUndo } from '../../models/toasts.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { RoleDialog } from './role-dialog.tsx'

export function TeamSettings() {
  const team = useQuery(membersQuery)
  const inviting = useSignal(false)
  const editing = useSignal<Member | null>(null)
  const action = may('members.invite') && (
    <Button look="primary" icon={UserPlus} onClick={() => (inviting.value = true)}>
      Invite
    </Button>
  )
  return (
    <>
      <SettingsCard title="Team" lead="Everyone here works in this business, each with a role." action={action}>
        {team.error && !team.data && <Problem error={team.error} what="the team" retry={() => void team.refetch()} />}
        {!team.data && !team.error && <SkeletonRows count={3} />}
        <ul>
          {team.data?.map((member) => (
            <MemberRow key={member.user_id} member={member} edit={() => (editing.value = member)} />
          ))}
        </ul>
      </SettingsCard>
      {may('members.invite') && <Invitations />}
      {inviting.value && <InviteDialog close={() => (inviting.value = false)} />}
      {editing.value && <RoleDialog member={editing.value} close={() => (editing.value = null)} />}
    </>
  )
}

function MemberRow({ member, edit }: { member: Member; edit: () => void }) {
  const can = (action: string) => member.allowed_actions.includes(action)
  const disabled = member.status === 'DISABLED'
  const actions: MenuAction[] = [
    ...(can('update') ? [{ label: 'Change role', run: edit }] : []),
    ...(can('update') && !member.is_me
      ? [
          {
            label: disabled ? 'Let in again' : 'Disable',
            run: () => setStatus(member, disabled ? 'ACTIVE' : 'DISABLED'),
          },
        ]
      : []),
    ...(can('remove') && !member.is_me
      ? [
          {
            label: 'Remove from team',
            danger: true,
            run: () => tell(members.remove(member.user_id), `${member.name} was removed`),
          },
        ]
      : []),
  ]
  return (
    <li class="row bare">
      <Avatar name={member.name} size="medium" />
      <span class="stack none grow">
        <span class="strong ellipsis">
          {member.name} {member.is_me && <span class="muted normal">(you)</span>}
        </span>
        <span class="small muted ellipsis">
          {member.email ?? (member.last_seen_at ? `Last here ${shortInstant(member.last_seen_at)}` : '')}
        </span>
      </span>
      {disabled && <Pill look="void">Disabled</Pill>}
      <span class="nowrap">{roleOf(member)}</span>
      <Menu look="quiet" icon={Ellipsis} label={`Actions for ${member.name}`} actions={actions} />
    </li>
  )
}

function setStatus(member: Member, status: Member['status']): void {
  const text = status === 'DISABLED' ? `${member.name} can no longer sign in here` : `${member.name} can sign in again`
  members
    .update(member, { status })
    .then(
      () =>
        status === 'DISABLED'
          ? showUndo(text, () =>
              tell(members.update({ ...member, version: member.version + 1 }, { status: 'ACTIVE' }), 'Taken back'),
            )
          : showToast({ text }),
      failed,
    )
}

function Invitations() {
  const open = useQuery(invitationsQuery).data
  if (!open || open.length === 0) return null
  return (
    <SettingsCard title="Invited">
      <ul>
        {open.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </SettingsCard>
  )
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const can = (action: string) => invitation.allowed_actions.includes(action)
  const actions: MenuAction[] = [
    ...(can('resend')
      ? [
          {
            label: 'Send again',
            run: () => tell(invitations.act(invitation.id, 'resend'), `Sent again to ${invitation.email}`),
          },
        ]
      : []),
    ...(can('revoke')
      ? [
          {
            label: 'Withdraw',
            danger: true,
            run: () => tell(invitations.remove(invitation.id), 'Invitation withdrawn'),
          },
        ]
      : []),
  ]
  return (
    <li class="row bare">
      <span class="stack none grow">
        <span class="strong ellipsis">{invitation.email}</span>
        <span class="small muted">Until {shortInstant(invitation.expires_at)}</span>
      </span>
      {invitation.status === 'EXPIRED' && <Pill look="late">Expired</Pill>}
      <span class="nowrap">{roleName(invitation.role)}</span>
      <Menu look="quiet" icon={Ellipsis} label={`Actions for ${invitation.email}`} actions={actions} />
    </li>
  )
}

const failed = (error: unknown) => void showToast({ text: sentence(error), kind: 'failed' })
const tell = (work: Promise<unknown>, done: string) => void work.then(() => showToast({ text: done }), failed)
