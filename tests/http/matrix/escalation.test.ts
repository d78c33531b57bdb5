import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ROLES } from '../../../core/domain/permissions.ts'
import { makeContact } from '../../routes/contacts.ts'
import { makeInvitation, makeMember } from '../../routes/team.ts'
import { mailAddress } from '../../support/route-row.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'
import { writesOf } from '../../support/write-counts.ts'

const stack = useStack()
let team: Team
let b: TeamBusiness
beforeAll(async () => {
  team = await makeTeam(stack)
}, 60_000)
beforeEach(async () => {
  b = await team.business()
})

const memberPath = (role: keyof TeamBusiness['userIds']) => `/v1/team/members/${b.userIds[role]}`
const roleInDatabase = async (userId: string) =>
  (
    await stack.admin<{ role: string }>('select role from app.memberships where tenant_id = $1 and user_id = $2', [
      b.tenantId,
      userId,
    ])
  )[0]?.role

describe('RB2 nobody raises himself', () => {
  it('every way up is 403 and changes nothing', async () => {
    const another = (await makeMember(b, 'OWNER')).user_id
    const before = await writesOf(stack, b)
    const { ADMIN: admin, STAFF: staff, AGENT: agent, VIEWER: viewer } = b.as
    const tries = [
      admin.patch(memberPath('ADMIN'), { role: 'OWNER' }),
      admin.patch(memberPath('STAFF'), { role: 'OWNER' }),
      admin.patch(memberPath('OWNER'), { role: 'STAFF' }),
      admin.patch(memberPath('OWNER'), { status: 'DISABLED' }),
      admin.delete(memberPath('OWNER')),
      admin.delete(`/v1/team/members/${another}`),
      admin.post('/v1/team/invitations', { email: mailAddress(), role: 'OWNER' }),
      ...[staff, agent, viewer].flatMap((api) => [
        api.post('/v1/team/invitations', { email: mailAddress(), role: 'ADMIN' }),
        api.post('/v1/team/invitations', { email: mailAddress(), role: 'VIEWER' }),
        api.patch(memberPath('VIEWER'), { role: 'STAFF' }),
        api.delete(memberPath('VIEWER')),
      ]),
    ]
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(tries.map(() => 403))
    expect(await writesOf(stack, b)).toEqual(before)
  })

  it('a role in any other body is refused', async () => {
    const { id } = await makeContact(b)
    for (const answer of [
      await b.as.ADMIN.patch(`/v1/contacts/${id}`, { role: 'OWNER' }),
      await b.as.ADMIN.patch('/v1/business', { role: 'OWNER' }),
      await b.as.ADMIN.patch('/v1/business', { owner_email: 'me@example.com' }),
      await b.as.STAFF.post('/v1/auth/switch', { tenant_id: b.tenantId, role: 'OWNER' }),
    ])
      expect(answer.status).toBe(422)
    expect(await roleInDatabase(b.userIds.STAFF)).toBe('STAFF')
  })

  it('the last owner stays: neither removed, nor demoted, nor disabled, not even by himself', async () => {
    for (const answer of [
      await b.owner.delete(memberPath('OWNER')),
      await b.owner.patch(memberPath('OWNER'), { role: 'ADMIN' }),
      await b.owner.patch(memberPath('OWNER'), { status: 'DISABLED' }),
    ]) {
      expect([answer.status, answer.body.error.code]).toEqual([409, 'CONFLICT'])
      expect(answer.body.error.latest).toMatchObject({ user_id: b.userIds.OWNER, role: 'OWNER', status: 'ACTIVE' })
    }
    const second = (await makeMember(b, 'OWNER')).user_id
    expect((await b.owner.patch(memberPath('OWNER'), { role: 'ADMIN' })).status).toBe(200)
    expect((await b.owner.delete(`/v1/team/members/${second}`)).status).toBe(403)
  })

  it('an invitation ends with the right of whoever made it', async () => {
    const made = await b.as.ADMIN.post('/v1/team/invitations', { email: mailAddress(), role: 'ADMIN' })
    await b.owner.patch(memberPath('ADMIN'), { role: 'VIEWER' })
    expect((await b.owner.get(`/v1/team/invitations/${made.body.data.id}`)).body.data.status).toBe('REVOKED')
  })
})

describe('RB5 TI14 a membership that changes while the token is valid', () => {
  it('another role counts from the next request on, up and down', async () => {
    const { id } = await makeContact(b)
    const staff = b.as.STAFF
    expect((await staff.patch(`/v1/contacts/${id}`, { city: 'A' })).status).toBe(200)
    await b.owner.patch(memberPath('STAFF'), { role: 'VIEWER' })
    expect((await staff.patch(`/v1/contacts/${id}`, { city: 'B' })).status).toBe(403)
    expect((await staff.get(`/v1/contacts/${id}`)).body.data).toMatchObject({ city: 'A', allowed_actions: [] })
    expect((await staff.get('/v1/auth/me')).body.data.role).toBe('VIEWER')
    await b.owner.patch(memberPath('STAFF'), { role: 'ADMIN' })
    expect((await staff.get('/v1/team/invitations')).status).toBe(200)
  })

  it.each(ROLES.filter((role) => role !== 'OWNER'))('%s, disabled, then active again, then removed', async (role) => {
    const api = b.as[role]
    await b.owner.patch(memberPath(role), { status: 'DISABLED' })
    const disabled = [
      await api.get('/v1/contacts'),
      await api.post('/v1/contacts', { display_name: 'A' }),
      await api.get('/v1/auth/me'),
    ]
    for (const answer of disabled) expect([answer.status, answer.body.error?.code]).toEqual([403, 'FORBIDDEN'])
    await b.owner.patch(memberPath(role), { status: 'ACTIVE' })
    expect((await api.get('/v1/contacts')).status).toBe(200)
    await b.owner.delete(memberPath(role))
    const removed = [await api.get('/v1/contacts'), await api.post('/v1/contacts', { display_name: 'A' })]
    expect(removed.map(({ status }) => status)).toEqual([403, 403])
    expect((await api.post('/v1/auth/switch', { tenant_id: b.tenantId })).status).toBe(404)
  })

  it('the token decides the business, for one who has several', async () => {
    const other = await team.business()
    const { id } = await makeContact(b)
    expect((await b.owner.get(`/v1/contacts/${id}`)).status).toBe(200)
    expect((await other.owner.get(`/v1/contacts/${id}`)).status).toBe(404)
    await b.owner.patch(memberPath('STAFF'), { status: 'DISABLED' })
    expect([(await b.as.STAFF.get('/v1/contacts')).status, (await other.as.STAFF.get('/v1/contacts')).status]).toEqual([
      403, 200,
    ])
  })

  it('an organisation that is not set up here is 403 with the sentence of the PRD', async () => {
    await stack.admin('update app.tenants set external_org_id = $2 where id = $1', [b.tenantId, `${b.orgId}-gone`])
    const answer = await b.owner.get('/v1/contacts')
    expect([answer.status, answer.body.error.code, answer.body.error.message]).toEqual([
      403,
      'FORBIDDEN',
      'Tenant not initialized',
    ])
  })

  it('a session that was ended is 401 at once, by the same constant body', async () => {
    const { userIds, as } = await (await makeTeam(stack)).business()
    await stack.admin(`update app.sessions set revoked_at = now() where user_id = $1`, [userIds.VIEWER])
    const answer = await as.VIEWER.get('/v1/contacts')
    expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer'])
  })
})

it('RB4 addresses of others are for those who manage the team', async () => {
  await makeInvitation(b)
  for (const role of ROLES) {
    const rows = (await b.as[role].get('/v1/team/members')).body.data as { email: string | null; is_me: boolean }[]
    const seesAll = role === 'OWNER' || role === 'ADMIN'
    for (const row of rows) expect(row.email !== null, role).toBe(seesAll || row.is_me)
    const text = (await b.as[role].get('/v1/business')).text
    expect(/owner@\w+\.example/.test(text), role).toBe(seesAll)
  }
})
