import { z } from '@hono/zod-openapi'
import { IdParam } from '../../core/contract/common.ts'
import * as contract from '../../core/contract/team.ts'
import type { InvitationRow } from '../../core/services/team/internal.ts'
import { inviteMember, resendInvitation } from '../../core/services/team/invite.ts'
import { getInvitation, listInvitations } from '../../core/services/team/list-invitations.ts'
import { getMember, listMembers } from '../../core/services/team/list-members.ts'
import { presentInvitation, presentMember } from '../../core/services/team/present.ts'
import { removeMember } from '../../core/services/team/remove-member.ts'
import { revokeInvitation } from '../../core/services/team/revoke-invitation.ts'
import { updateMember } from '../../core/services/team/update-member.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router, withLatest } from './declare.ts'

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

export const teamRoutes = router()
  .openapi(list, async (c) => {
    const page = await listMembers(tenantDb(c), c.var.services.cursors, c.req.valid('query'))
    return answer(
      c,
      page.rows.map((row) => presentMember(row)),
      page,
    )
  })
  .openapi(get, async (c) => answer(c, await latestMember(c, c.req.valid('param').user_id)))
  .openapi(update, async (c) => {
    const { user_id } = c.req.valid('param')
    const change = () => updateMember(tenantDb(c), user_id, c.req.valid('json'))
    return answer(c, presentMember(await withLatest(change, () => latestMember(c, user_id))))
  })
  .openapi(remove, async (c) => {
    const { user_id } = c.req.valid('param')
    const verb = () => removeMember(tenantDb(c), user_id)
    return answer(c, presentMember(await withLatest(verb, () => latestMember(c, user_id)), true))
  })
  .openapi(invitations, async (c) => {
    const page = await listInvitations(tenantDb(c), c.var.services.cursors, c.req.valid('query'))
    return answer(c, page.rows.map(presentInvitation), page)
  })
  .openapi(getOne, async (c) => answer(c, await latestInvitation(c, c.req.valid('param').id)))
  .openapi(invite, async (c) => {
    const row = await inviteMember(tenantDb(c), c.var.services.identityMailer, c.req.valid('json'))
    return answer(c, presentInvitation(row), { status: 201 })
  })
  .openapi(resend, (c) => change(c, (id) => resendInvitation(tenantDb(c), c.var.services.identityMailer, id)))
  .openapi(revoke, (c) => change(c, (id) => revokeInvitation(tenantDb(c), id)))

async function change(c: HubContext, verb: (id: string) => Promise<InvitationRow>): Promise<never> {
  const { id } = IdParam.parse(c.req.param())
  return answer(
    c,
    presentInvitation(
      await withLatest(
        () => verb(id),
        () => latestInvitation(c, id),
      ),
    ),
  )
}

const latestMember = async (c: HubContext, userId: string) => presentMember(await getMember(tenantDb(c), userId))
const latestInvitation = async (c: HubContext, id: string) => presentInvitation(await getInvitation(tenantDb(c), id))
