import { newId } from '../../core/db/ids.ts'
import { ROLES, type Role } from '../../core/domain/permissions.ts'
import { dataOf, type Make, type MakeId, mailAddress, on, type Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

export const makeInvitation = (b: TeamBusiness, email = mailAddress()) =>
  dataOf(b.owner.post('/v1/team/invitations', { email, role: 'STAFF' }))

/** One more member of the business, made in the database. */
export async function makeMember(b: TeamBusiness, role: Role = 'STAFF'): Promise<{ user_id: string }> {
  const id = newId()
  await b.stack.admin(
    `with u as (insert into app.users (id, email, name) values ($1, $2, 'Another member') returning id)
     insert into app.memberships (tenant_id, user_id, role, may_send)
       select $3, id, replace($4, 'DELEGATE', 'AGENT'), $4 = 'DELEGATE' from u`,
    [id, `member-${id}@example.com`, b.tenantId, role],
  )
  return { user_id: id }
}

const invitation: MakeId = async (b) => (await makeInvitation(b)).id
const revoked: MakeId = async (b) => {
  const id = await invitation(b)
  await dataOf(b.owner.delete(`/v1/team/invitations/${id}`))
  return id
}
const member: Make = async (b) => ({ params: await makeMember(b) })

export default {
  rows: {
    'GET /v1/team/members': { list: { add: (b) => makeMember(b) } },
    'GET /v1/team/members/{user_id}': { call: member },
    'PATCH /v1/team/members/{user_id}': {
      call: async (b, role) => ({ ...(await member(b, role)), body: { role: 'VIEWER' } }),
    },
    'DELETE /v1/team/members/{user_id}': { call: member },
    'GET /v1/team/invitations': { list: { add: (b) => makeInvitation(b), filters: { status: 'INVITED' } } },
    'POST /v1/team/invitations': {
      call: async () => {
        const mail = mailAddress()
        return { body: { email: mail, role: 'STAFF' }, mail }
      },
      trips: 2,
      texts: { email: 'checked' },
    },
    'GET /v1/team/invitations/{id}': { call: on(invitation) },
    'DELETE /v1/team/invitations/{id}': { call: on(invitation), late: on(revoked) },
    'POST /v1/team/invitations/{id}/resend': { call: on(invitation), trips: 2, late: on(revoked) },
  },
  references: {
    assigned_to: {
      make: async (b) => b.userIds.STAFF,
      async gone(b) {
        const { user_id } = await makeMember(b)
        await dataOf(b.owner.delete(`/v1/team/members/${user_id}`))
        return user_id
      },
    },
  },
  objects: {
    member: {
      path: '/v1/team/members/{user_id}',
      states: Object.fromEntries(
        ROLES.map((role): [string, MakeId] => [`who is ${role}`, async (b) => (await makeMember(b, role)).user_id]),
      ),
      actions: {
        update: { route: 'PATCH /v1/team/members/{user_id}', body: { role: 'VIEWER' } },
        remove: { route: 'DELETE /v1/team/members/{user_id}' },
      },
    },
    invitation: {
      path: '/v1/team/invitations/{id}',
      states: { open: invitation, revoked },
      actions: {
        resend: { route: 'POST /v1/team/invitations/{id}/resend' },
        revoke: { route: 'DELETE /v1/team/invitations/{id}' },
      },
    },
  },
} satisfies Resource
