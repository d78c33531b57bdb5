import { describe, expect, it } from 'vitest'
import type { UpdateMember } from '../../core/contract/team.ts'
import { acceptInvitation } from '../../core/services/auth/accept-invitation.ts'
import { getMe } from '../../core/services/auth/me.ts'
import { inviteMember } from '../../core/services/team/invite.ts'
import { getMember } from '../../core/services/team/list-members.ts'
import { presentMember } from '../../core/services/team/present.ts'
import { updateMember } from '../../core/services/team/update-member.ts'
import { anyone, authWorld, newOwner, PASSWORD, personOf, refusalOf } from '../support/auth-context.ts'
import { useDatabase } from '../support/database.ts'

const db = useDatabase()

async function team() {
  const world = authWorld(db)
  const owner = await newOwner(world)
  const join = async (role: 'AGENT' | 'STAFF') => {
    const email = anyone()
    await inviteMember(world.tenant(owner.bearer), world.auth.mailer, { email, role })
    const token = world.token('invitation', email)
    return personOf(email, await acceptInvitation(world.auth, { token, name: 'Bo Li', password: PASSWORD }))
  }
  return { world, owner, join }
}

describe('H-RBAC-7 delegation of sending', () => {
  it('an agent may be allowed to send, as long as he is one', async () => {
    const { world, owner, join } = await team()
    const [agent, staff] = [(await join('AGENT')).bearer.userId, (await join('STAFF')).bearer.userId]
    const change = async (userId: string, input: UpdateMember) =>
      presentMember(await updateMember(world.tenant(owner.bearer), userId, input))
    expect(await change(agent, { may_send: true })).toMatchObject({ role: 'AGENT', may_send: true })
    expect(await change(agent, { status: 'ACTIVE' })).toMatchObject({ may_send: true })
    expect(await change(agent, { role: 'STAFF' })).toMatchObject({ role: 'STAFF', may_send: false })
    expect(await change(agent, { role: 'AGENT' })).toMatchObject({ role: 'AGENT', may_send: false })
    expect(await change(agent, { role: 'AGENT', may_send: true })).toMatchObject({ may_send: true })
    expect(await change(agent, { may_send: false })).toMatchObject({ may_send: false })
    for (const input of [{ may_send: true }, { may_send: false }, { role: 'ADMIN' as const, may_send: true }])
      expect(await refusalOf(change(staff, input))).toBe('VALIDATION_ERROR may_send')
    expect(presentMember(await getMember(world.tenant(owner.bearer), staff))).toMatchObject({
      role: 'STAFF',
      version: 1,
    })
  })

  it('what an agent may do at all follows at once', async () => {
    const { world, owner, join } = await team()
    const agent = await join('AGENT')
    const sends = async () => (await getMe(world.auth.system, agent.bearer)).permissions.includes('invoices.send')
    expect(await sends()).toBe(false)
    await updateMember(world.tenant(owner.bearer), agent.bearer.userId, { may_send: true })
    expect(await sends()).toBe(true)
    expect(await getMe(world.auth.system, agent.bearer)).toMatchObject({ role: 'AGENT' })
  })
})
