import { describe, expect, it } from 'vitest'
import { mayGrant, ROLES, type Role } from '../../core/domain/permissions.ts'
import { removeMember } from '../../core/services/team/remove-member.ts'
import { updateMember } from '../../core/services/team/update-member.ts'
import { refusalOf } from '../support/auth-context.ts'
import { makeBusiness, type TestBusiness } from '../support/business.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const change = (by: Role, business: TestBusiness, userId: string, to: (typeof ROLES)[number] | null) =>
  refusalOf(to ? updateMember(business.as(by), userId, { role: to }) : removeMember(business.as(by), userId))

describe('RB2 every change of every member by everyone', () => {
  it.each(ROLES)('%s: both roles must be his to give', async (actor) => {
    const business = await makeBusiness(database)
    for (const current of ROLES) {
      for (const to of [...ROLES, null]) {
        const isAllowed = mayGrant(actor, current) && (to === null || mayGrant(actor, to))
        const answer = await change(actor, business, await business.addMember(current), to)
        expect([current, to, answer]).toEqual([current, to, isAllowed ? 'accepted' : 'FORBIDDEN role'])
      }
    }
  })

  it('the last owner may stay one, and a disabled one may always go', async () => {
    const business = await makeBusiness(database)
    const me = business.userIds.OWNER
    expect(await change('OWNER', business, me, 'OWNER')).toBe('accepted')
    for (const to of [...ROLES.filter((role) => role !== 'OWNER'), null])
      expect([to, await change('OWNER', business, me, to)]).toEqual([to, 'CONFLICT last_owner'])
    for (const to of ['ADMIN', null] as const) {
      const disabled = await business.addMember('OWNER', 'DISABLED')
      expect(await change('OWNER', business, disabled, to)).toBe('accepted')
    }
    await business.addMember('OWNER')
    expect(await change('OWNER', business, me, 'ADMIN')).toBe('accepted')
  })
})
