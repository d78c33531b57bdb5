import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { UserPlus } from 'lucide-preact'
import type { Invitation, Member } from '../../../core/contract/team.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Button } from '../../components/button.tsx'
import type { ObjectAction } from '../../components/menu.tsx'
import { Pill } from '../../components/pill.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { RowMenu, SettingsList } from '../../components/settings-list.tsx'
import { shortInstant } from '../../models/format.ts'
import { may } from '../../models/permissions.ts'
import { sentence } from '../../models/sentences.ts'
import { invitations, invitationsQuery, members, membersQuery, roleName, roleOf } from '../../models/team.ts'
import { tell } from '../../models/tell.ts'
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
      <SettingsList
        title="Team"
        lead="Everyone here works in this business, each with a role."
        action={action}
        list={team}
        what="the team"
        skeletons={3}
        row={(member) => <MemberRow key={member.user_id} member={member} edit={() => (editing.value = member)} />}
      />
      {may('members.invite') && <Invitations />}
      {inviting.value && <InviteDialog close={() => (inviting.value = false)} />}
      {editing.value && <RoleDialog member={editing.value} close={() => (editing.value = null)} />}
    </>
  )
}

function MemberRow({ member, edit }: { member: Member; edit: () => void }) {
  const disabled = member.status === 'DISABLED'
  const when = !member.is_me
  const actions: ObjectAction[] = [
    { label: 'Change role', needs: 'update', run: edit },
    {
      label: disabled ? 'Let in again' : 'Disable',
      needs: 'update',
      when,
      run: () => setStatus(member, disabled ? 'ACTIVE' : 'DISABLED'),
    },
    {
      label: 'Remove from team',
      needs: 'remove',
      when,
      danger: true,
      run: () => tell(members.remove(member.user_id), `${member.name} was removed`),
    },
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
      <RowMenu name={member.name} of={member} actions={actions} />
    </li>
  )
}

function setStatus(member: Member, status: Member['status']): void {
  const change = members.update(member, { status })
  if (status === 'ACTIVE') tell(change, `${member.name} can sign in again`)
  else offerUndo(member, change)
}

const offerUndo = (member: Member, disabling: Promise<Member>) =>
  void disabling.then(
    (disabled) =>
      showUndo(`${member.name} can no longer sign in here`, () =>
        tell(members.update(disabled, { status: 'ACTIVE' }), 'Taken back'),
      ),
    (error: unknown) => showToast({ text: sentence(error), kind: 'failed' }),
  )

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
  const { id, email } = invitation
  const actions: ObjectAction[] = [
    { label: 'Send again', needs: 'resend', run: () => tell(invitations.act(id, 'resend'), `Sent again to ${email}`) },
    {
      label: 'Withdraw',
      needs: 'revoke',
      danger: true,
      run: () => tell(invitations.remove(id), 'Invitation withdrawn'),
    },
  ]
  return (
    <li class="row bare">
      <span class="stack none grow">
        <span class="strong ellipsis">{email}</span>
        <span class="small muted">Until {shortInstant(invitation.expires_at)}</span>
      </span>
      {invitation.status === 'EXPIRED' && <Pill look="late">Expired</Pill>}
      <span class="nowrap">{roleName(invitation.role)}</span>
      <RowMenu name={email} of={invitation} actions={actions} />
    </li>
  )
}
