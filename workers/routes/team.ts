import { z } from '@hono/zod-openapi'
import * as contract from '../../core/contract/team.ts'
import { inviteMember, resendInvitation } from '../../core/services/team/invite.ts'
import { getInvitation, listInvitations } from '../../core/services/team/list-invitations.ts'
import { getMember, listMembers } from '../../core/services/team/list-members.ts'
import { presentInvitation, presentMember } from '../../core/services/team/present.ts'
import { removeMember } from '../../core/services/team/remove-member.ts'
import { revokeInvitation } from '../../core/services/team/revoke-invitation.ts'
import { updateMember } from '../../core/services/team/update-member.ts'
import type { HubContext } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Team']
const ofMember = { params: contract.MemberParam, data: contract.Member, tags }
const ofInvitation = { data: contract.Invitation, tags }

const list = route('get', '/team/members', {
  summary: 'List the team',
  query: contract.MemberQuery,
  data: z.array(contract.Member),
  tags,
})
const get = route('get', '/team/members/{user_id}', { summary: 'Get a member', ...ofMember })
const update = route('patch', '/team/members/{user_id}', {
  summary: 'Change role or status',
  body: contract.UpdateMember,
  ...ofMember,
})
const remove = route('delete', '/team/members/{user_id}', { summary: 'Take a member out of the business', ...ofMember })
const invitations = route('get', '/team/invitations', {
  summary: 'List invitations',
  query: contract.InvitationQuery,
  data: z.array(contract.Invitation),
  tags,
})
const getOne = route('get', '/team/invitations/{id}', { summary: 'Get an invitation', ...ofInvitation })
const invite = route('post', '/team/invitations', {
  summary: 'Invite by mail; replaces an open invitation of the address',
  body: contract.CreateInvitation,
  status: 201,
  ...ofInvitation,
})
const resend = route('post', '/team/invitations/{id}/resend', { summary: 'Mail a new link', ...ofInvitation })
const revoke = route('delete', '/team/invitations/{id}', { summary: 'Close an open invitation', ...ofInvitation })

const userId = (c: HubContext) => contract.MemberParam.parse(c.req.param()).user_id
const member = objectOf(getMember, presentMember, userId)
const invitation = objectOf(getInvitation, presentInvitation)

export const teamRoutes = router()
  .openapi(list, (c) => page(c, listMembers, c.req.valid('query'), presentMember))
  .openapi(get, (c) => member.get(c))
  .openapi(update, (c) => member.change(c, updateMember, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, presentMember(await member.attempt(c, removeMember), true)))
  .openapi(invitations, (c) => page(c, listInvitations, c.req.valid('query'), presentInvitation))
  .openapi(getOne, (c) => invitation.get(c))
  .openapi(invite, (c) =>
    invitation.create(
      c,
      (tenant, input) => inviteMember(tenant, c.var.services.identityMailer, input),
      c.req.valid('json'),
    ),
  )
  .openapi(resend, (c) =>
    invitation.change(c, (tenant, id) => resendInvitation(tenant, c.var.services.identityMailer, id)),
  )
  .openapi(revoke, (c) => invitation.change(c, revokeInvitation))
