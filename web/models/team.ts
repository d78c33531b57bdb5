import type { Member } from '../../core/contract/team.ts'
import { Resource } from './resource.ts'

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

export const members = new Resource('member', '/v1/team/members', { id: 'user_id' })
export const membersQuery = members.rows({ limit: 100 })

/** Whoever accepts one becomes a member. */
export const invitations = new Resource('invitation', '/v1/team/invitations', { shows: ['member'] })
export const invitationsQuery = invitations.rows({ limit: 100, status: 'INVITED' })
