import { describe, expect, it } from 'vitest'
import type { MemberRole } from '../../core/domain/permissions.ts'
import { acceptInvitation } from '../../core/services/auth/accept-invitation.ts'
import { logIn } from '../../core/services/auth/login.ts'
import { getMe } from '../../core/services/auth/me.ts'
import { refreshSession } from '../../core/services/auth/refresh.ts'
import { switchBusiness } from '../../core/services/auth/switch.ts'
import { inviteMember, resendInvitation } from '../../core/services/team/invite.ts'
import { listInvitations } from '../../core/services/team/list-invitations.ts'
import { getMember, listMembers } from '../../core/services/team/list-members.ts'
import { presentInvitation, presentMember } from '../../core/services/team/present.ts'
import { removeMember } from '../../core/services/team/remove-member.ts'
import { revokeInvitation } from '../../core/services/team/revoke-invitation.ts'
import { updateMember } from '../../core/services/team/update-member.ts'
import {
  type AuthWorld,
  anyone,
  authWorld,
  cursors,
  newOwner,
  PASSWORD,
  type Person,
  personOf,
  refusalOf,
} from '../support/auth-context.ts'
import { useDatabase } from '../support/database.ts'

const db = useDatabase()
const setClock = (shift: string) =>
  db.admin(
    'insert into app.clock (shift) values ($1::interval) on conflict (id) do update set shift = excluded.shift',
    [shift],
  )

async function join(world: AuthWorld, owner: Person, role: MemberRole, email: string = anyone()): Promise<Person> {
  await inviteMember(world.tenant(owner.bearer), world.auth.mailer, { email, role })
  const token = world.token('invitation', email)
  return personOf(email, await acceptInvitation(world.auth, { token, name: 'Bo Li', password: PASSWORD }))
}

async function team() {
  const world = authWorld(db)
  const owner = await newOwner(world)
  const invite = (by: Person, role: MemberRole, email: string = anyone()) =>
    inviteMember(world.tenant(by.bearer), world.auth.mailer, { email, role })
  return { world, owner, invite, join: (role: MemberRole, email?: string) => join(world, owner, role, email) }
}

describe('invitations', () => {
  it('H-SM-12 an invited person joins with the role of the invitation', async () => {
    const { world, owner, invite } = await team()
    const email = anyone()
    const trips = world.meter.trips
    const invitation = presentInvitation(await invite(owner, 'STAFF', email))
    expect(world.meter.trips - trips).toBe(2)
    expect(invitation).toMatchObject({ email, role: 'STAFF', status: 'INVITED', allowed_actions: ['resend', 'revoke'] })
    expect(world.mails.at(-1)).toMatchObject({
      to: email,
      businessName: 'Cyclone Rake',
      inviterName: 'Ana Cruz',
      role: 'STAFF',
    })
    const { body } = await acceptInvitation(world.auth, {
      token: world.token('invitation'),
      name: 'Bo Li',
      password: PASSWORD,
    })
    expect(body).toMatchObject({
      tenant_id: owner.body.tenant_id,
      workspace_id: owner.body.workspace_id,
      user: { email, name: 'Bo Li', role: 'STAFF' },
    })
    const { rows } = await listInvitations(world.tenant(owner.bearer), cursors, { limit: 20 })
    expect(rows.map(presentInvitation)).toMatchObject([{ status: 'ACCEPTED', allowed_actions: [] }])
    const audit = await db.admin<{ action: string }>('select action from app.audit where tenant_id = $1 order by id', [
      owner.body.tenant_id,
    ])
    expect(audit.map((row) => row.action)).toEqual([
      'tenant.created',
      'member.invite_attempted',
      'member.invite',
      'member.join',
    ])
  })

  it('AU10 a link works once; a resent, revoked, replaced or expired one not at all', async () => {
    const { world, owner, invite } = await team()
    const tenant = () => world.tenant(owner.bearer)
    const accept = (token: string) => refusalOf(acceptInvitation(world.auth, { token, name: 'Bo', password: PASSWORD }))
    const first = await invite(owner, 'STAFF')
    const old = world.token('invitation')
    await resendInvitation(tenant(), world.auth.mailer, first.id)
    expect(await accept(old)).toBe('VALIDATION_ERROR token')
    const replaced = world.token('invitation')
    await invite(owner, 'VIEWER', first.email)
    expect(await accept(replaced)).toBe('VALIDATION_ERROR token')
    expect(await accept(world.token('invitation'))).toBe('accepted')
    expect(await accept(world.token('invitation'))).toBe('VALIDATION_ERROR token')
    const second = await invite(owner, 'STAFF')
    await revokeInvitation(tenant(), second.id)
    expect(await accept(world.token('invitation'))).toBe('VALIDATION_ERROR token')
    expect(await refusalOf(revokeInvitation(tenant(), second.id))).toMatch(/^CONFLICT/)
    expect(await refusalOf(resendInvitation(tenant(), world.auth.mailer, second.id))).toMatch(/^CONFLICT/)
    await invite(owner, 'STAFF')
    await setClock('7 days')
    expect(await accept(world.token('invitation'))).toBe('VALIDATION_ERROR token')
    const { rows } = await listInvitations(tenant(), cursors, { limit: 1 })
    expect(rows.map(presentInvitation)).toMatchObject([{ status: 'EXPIRED' }])
    await setClock('0')
  })

  it('a mail that cannot be sent is 502; the invitation stays and can be sent again', async () => {
    const { world, owner, invite } = await team()
    const email = anyone()
    world.mailFails = true
    expect(await refusalOf(invite(owner, 'STAFF', email))).toBe('PROVIDER_ERROR')
    world.mailFails = false
    const { rows } = await listInvitations(world.tenant(owner.bearer), cursors, { limit: 20 })
    expect(rows).toMatchObject([{ email, status: 'INVITED', sent_at: null }])
    await resendInvitation(world.tenant(owner.bearer), world.auth.mailer, rows[0]?.id as string)
    expect(
      await refusalOf(
        acceptInvitation(world.auth, { token: world.token('invitation'), name: 'Bo', password: PASSWORD }),
      ),
    ).toBe('accepted')
  })

  it('an account that exists joins with its own password only, and is throttled like a sign-in', async () => {
    const { world, owner, invite } = await team()
    const other = await newOwner(world)
    await invite(owner, 'ADMIN', other.email)
    const token = world.token('invitation')
    const accept = (password: string) => refusalOf(acceptInvitation(world.auth, { token, name: '', password }))
    expect(await accept('a password of my own')).toBe('VALIDATION_ERROR password')
    const joined = await personOf(
      other.email,
      await acceptInvitation(world.auth, { token, name: '', password: PASSWORD }),
    )
    expect(joined.body.user).toMatchObject({ id: other.body.user.id, name: 'Ana Cruz', role: 'ADMIN' })
    const me = await getMe(world.auth.system, joined.bearer)
    expect(me.businesses.map((one) => one.role).sort()).toEqual(['ADMIN', 'OWNER'])
    expect(await refusalOf(invite(owner, 'STAFF', other.email))).toBe('CONFLICT already_member')
  })

  it('a new account needs a name and a password that may be chosen', async () => {
    const { world, owner, invite } = await team()
    await invite(owner, 'STAFF')
    const token = world.token('invitation')
    expect(await refusalOf(acceptInvitation(world.auth, { token, name: ' ', password: '1234567' }))).toBe(
      'VALIDATION_ERROR name,password',
    )
  })

  it('TI1 an invitation of another business is not found', async () => {
    const mine = await team()
    const theirs = await team()
    const foreign = await theirs.invite(theirs.owner, 'STAFF')
    for (const id of [foreign.id, crypto.randomUUID(), 'nonsense']) {
      expect(await refusalOf(revokeInvitation(mine.world.tenant(mine.owner.bearer), id))).toBe('NOT_FOUND')
      expect(await refusalOf(resendInvitation(mine.world.tenant(mine.owner.bearer), mine.world.auth.mailer, id))).toBe(
        'NOT_FOUND',
      )
    }
    const { rows } = await listInvitations(theirs.world.tenant(theirs.owner.bearer), cursors, { limit: 20 })
    expect(rows).toMatchObject([{ id: foreign.id, status: 'INVITED' }])
  })
})

describe('roles and rights', () => {
  it('RB2 nobody gives more than he may', async () => {
    const { world, owner, invite, join } = await team()
    const [admin, staff] = [await join('ADMIN'), await join('STAFF')]
    const as = (person: Person) => world.tenant(person.bearer)
    const before = await db.admin(
      'select user_id, role, status, version from app.memberships where tenant_id = $1 order by user_id',
      [owner.body.tenant_id],
    )
    expect(await refusalOf(updateMember(as(admin), admin.bearer.userId, { role: 'OWNER' }))).toBe('FORBIDDEN role')
    expect(await refusalOf(updateMember(as(admin), owner.bearer.userId, { role: 'STAFF' }))).toBe('FORBIDDEN role')
    expect(await refusalOf(updateMember(as(admin), owner.bearer.userId, { status: 'DISABLED' }))).toBe('FORBIDDEN role')
    expect(await refusalOf(removeMember(as(admin), owner.bearer.userId))).toBe('FORBIDDEN role')
    expect(await refusalOf(invite(admin, 'OWNER'))).toBe('FORBIDDEN role')
    expect(await refusalOf(invite(staff, 'ADMIN'))).toBe('FORBIDDEN role')
    expect(await refusalOf(updateMember(as(staff), staff.bearer.userId, { role: 'ADMIN' }))).toBe('FORBIDDEN role')
    expect(
      await db.admin(
        'select user_id, role, status, version from app.memberships where tenant_id = $1 order by user_id',
        [owner.body.tenant_id],
      ),
    ).toEqual(before)
    expect(await refusalOf(invite(admin, 'ADMIN'))).toBe('accepted')
  })

  it('RB2 the last owner neither goes, nor steps down, nor is disabled', async () => {
    const { world, owner, join } = await team()
    const tenant = () => world.tenant(owner.bearer)
    const me = owner.bearer.userId
    for (const change of [{ role: 'ADMIN' as const }, { status: 'DISABLED' as const }]) {
      expect(await refusalOf(updateMember(tenant(), me, change))).toBe('CONFLICT last_owner')
    }
    expect(await refusalOf(removeMember(tenant(), me))).toBe('CONFLICT last_owner')
    expect(presentMember(await getMember(tenant(), me)).allowed_actions).toEqual([])
    await join('OWNER')
    expect(presentMember(await getMember(tenant(), me)).allowed_actions).toEqual(['update', 'remove'])
    expect(await refusalOf(updateMember(tenant(), me, { role: 'ADMIN' }))).toBe('accepted')
  })

  it('RB5 a new role holds from the next request on', async () => {
    const { world, owner, invite, join } = await team()
    const admin = await join('ADMIN')
    expect(await refusalOf(invite(admin, 'STAFF'))).toBe('accepted')
    await updateMember(world.tenant(owner.bearer), admin.bearer.userId, { role: 'VIEWER' })
    expect(await refusalOf(invite(admin, 'STAFF'))).toBe('FORBIDDEN role')
    expect(await getMe(world.auth.system, admin.bearer)).toMatchObject({ role: 'VIEWER' })
    const { rows } = await listInvitations(world.tenant(owner.bearer), cursors, { limit: 20, status: 'REVOKED' })
    expect(rows).toHaveLength(1)
  })

  it('TI14 disabled is out at once, and in again when enabled; removed is out; the other business stays', async () => {
    const { world, owner, join } = await team()
    const other = await newOwner(world)
    const member = await join('STAFF', other.email)
    const who = member.bearer.userId
    await updateMember(world.tenant(owner.bearer), who, { status: 'DISABLED' })
    expect(await refusalOf(getMe(world.auth.system, member.bearer))).toBe('FORBIDDEN member')
    expect(await refusalOf(switchBusiness(world.auth, member.bearer, owner.body.tenant_id))).toBe('FORBIDDEN member')
    const refreshed = await refreshSession(world.auth, member.refreshToken)
    expect(refreshed.body.tenant_id).toBe(other.body.tenant_id)
    await updateMember(world.tenant(owner.bearer), who, { status: 'ACTIVE' })
    expect(await refusalOf(getMe(world.auth.system, member.bearer))).toBe('accepted')
    const removed = await removeMember(world.tenant(owner.bearer), who)
    expect(presentMember(removed, true)).toMatchObject({ user_id: who, allowed_actions: [] })
    expect(await refusalOf(getMe(world.auth.system, member.bearer))).toBe('FORBIDDEN member')
    expect(await refusalOf(switchBusiness(world.auth, member.bearer, owner.body.tenant_id))).toBe('NOT_FOUND tenant')
    expect(await switchBusiness(world.auth, member.bearer, other.body.tenant_id)).toMatchObject({
      user: { role: 'OWNER' },
    })
    expect((await logIn(world.auth, { email: other.email, password: PASSWORD })).body.tenant_id).toBe(
      other.body.tenant_id,
    )
  })

  it('TI14 a tab stays in its business while another has switched', async () => {
    const { world, owner, join } = await team()
    const other = await newOwner(world)
    const member = await join('STAFF', other.email)
    await switchBusiness(world.auth, member.bearer, other.body.tenant_id)
    const first = await refreshSession(world.auth, member.refreshToken, owner.body.tenant_id)
    expect(first.body.tenant_id).toBe(owner.body.tenant_id)
    const second = await refreshSession(world.auth, first.refreshToken)
    expect(second.body.tenant_id).toBe(other.body.tenant_id)
    const stranger = await newOwner(world)
    for (const id of [stranger.body.tenant_id, 'nonsense']) {
      expect(await refusalOf(refreshSession(world.auth, second.refreshToken, id))).toMatch(/^NOT_FOUND/)
    }
    expect(await refusalOf(refreshSession(world.auth, second.refreshToken))).toBe('accepted')
  })

  it('TI1 a member of another business is not found', async () => {
    const mine = await team()
    const theirs = await team()
    for (const id of [theirs.owner.bearer.userId, crypto.randomUUID(), 'user_2abc']) {
      expect(await refusalOf(updateMember(mine.world.tenant(mine.owner.bearer), id, { role: 'STAFF' }))).toBe(
        'NOT_FOUND',
      )
      expect(await refusalOf(removeMember(mine.world.tenant(mine.owner.bearer), id))).toBe('NOT_FOUND')
      expect(await refusalOf(getMember(mine.world.tenant(mine.owner.bearer), id))).toBe('NOT_FOUND')
    }
  })

  it('RB4 addresses of others are for those who manage the team', async () => {
    const { world, owner, join } = await team()
    const viewer = await join('VIEWER')
    const seen = async (person: Person) => {
      const { rows } = await listMembers(world.tenant(person.bearer), cursors, { limit: 20 })
      return rows.map((row) => presentMember(row)).map(({ email, allowed_actions }) => ({ email, allowed_actions }))
    }
    expect(await seen(owner)).toEqual([
      { email: viewer.email, allowed_actions: ['update', 'remove'] },
      { email: owner.email, allowed_actions: [] },
    ])
    expect(await seen(viewer)).toEqual([
      { email: viewer.email, allowed_actions: [] },
      { email: null, allowed_actions: [] },
    ])
  })

  it('an older version is refused, and pages hold everyone once', async () => {
    const { world, owner, join } = await team()
    const member = await join('STAFF')
    await updateMember(world.tenant(owner.bearer), member.bearer.userId, { role: 'AGENT', if_match_version: 1 })
    expect(
      await refusalOf(
        updateMember(world.tenant(owner.bearer), member.bearer.userId, { role: 'STAFF', if_match_version: 1 }),
      ),
    ).toBe('CONFLICT member')
    const first = await listMembers(world.tenant(owner.bearer), cursors, { limit: 1 })
    const second = await listMembers(world.tenant(owner.bearer), cursors, { limit: 1, cursor: first.cursor as string })
    expect([...first.rows, ...second.rows].map((row) => row.user_id)).toEqual([
      member.bearer.userId,
      owner.bearer.userId,
    ])
    expect(second.cursor).toBeNull()
  })

  it('what a leaver sent out and nobody accepted dies with him', async () => {
    const { world, owner, invite, join } = await team()
    const admin = await join('ADMIN')
    await invite(admin, 'ADMIN')
    await removeMember(world.tenant(owner.bearer), admin.bearer.userId)
    expect(
      await refusalOf(
        acceptInvitation(world.auth, { token: world.token('invitation'), name: 'Mallory', password: PASSWORD }),
      ),
    ).toBe('VALIDATION_ERROR token')
  })
})
