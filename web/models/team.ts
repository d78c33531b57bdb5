import type { CreateInvitation, Invitation, Member, UpdateMember } from '../../core/contract/team.ts'
import { get, patch, post, remove } from '../api.ts'
import { changed } from './queries.ts'

export const ROLE_WORDS: Record<string, [name: string, may: string]> = {
  OWNER: ['Owner', 'Everything, billing included'],
  ADMIN: ['Admin', 'Everything but billing'],
  STAFF: ['Staff', 'Contacts, invoices and payments'],
  AGENT: ['Field staff', 'Own contacts and drafts; sends only if allowed'],
  VIEWER: ['Viewer', 'Sees, changes nothing'],
}
export const roleName = (role: string) => ROLE_WORDS[role]?.[0] ?? role
export const roleOf = ({ role, may_send }: Pick<Member, 'role' | 'may_send'>) =>
  may_send ? `${roleName(role)}, may send` : roleName(role)

export const membersQuery = {
  queryKey: ['members'],
  queryFn: async () => (await get<Member[]>('/v1/team/members', { limit: 100 })).data,
}

export const invitationsQuery = {
  queryKey: ['invitations'],
  queryFn: async () => (await get<Invitation[]>('/v1/team/invitations', { limit: 100, status: 'INVITED' })).data,
}

export async function invite(input: CreateInvitation): Promise<Invitation> {
  const { data } = await post<Invitation>('/v1/team/invitations', input)
  changed('invitation')
  return data
}

export async function resendInvitation(id: string): Promise<void> {
  await post(`/v1/team/invitations/${id}/resend`)
  changed('invitation')
}

export async function revokeInvitation(id: string): Promise<void> {
  await remove(`/v1/team/invitations/${id}`)
  changed('invitation')
}

export async function updateMember(member: Member, changes: Omit<UpdateMember, 'if_match_version'>): Promise<void> {
  await patch(`/v1/team/members/${encodeURIComponent(member.user_id)}`, {
    ...changes,
    if_match_version: member.version,
  })
  changed('member')
}

export async function removeMember(member: Member): Promise<void> {
  await remove(`/v1/team/members/${encodeURIComponent(member.user_id)}`)
  changed('member')
}
