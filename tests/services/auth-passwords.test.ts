import { describe, expect, it } from 'vitest'
import { acceptInvitation } from '../../core/services/auth/accept-invitation.ts'
import { changePassword } from '../../core/services/auth/change-password.ts'
import { forgotPassword } from '../../core/services/auth/forgot.ts'
import { resetPassword } from '../../core/services/auth/reset.ts'
import { signUp } from '../../core/services/auth/signup.ts'
import { verifyEmail } from '../../core/services/auth/verify.ts'
import { inviteMember } from '../../core/services/team/invite.ts'
import { type AuthWorld, anyone, authWorld, draftOf, newOwner, PASSWORD, refusalOf } from '../support/auth-context.ts'
import { useDatabase } from '../support/database.ts'

const db = useDatabase()

/** Every way to choose a password, up to the choice, with the field that it stands in. */
const WAYS: Record<
  string,
  [field: string, prepare: (world: AuthWorld) => Promise<(password: string) => Promise<unknown>>]
> = {
  'a sign-up': ['password', async (world) => (password) => signUp(world.auth, { ...draftOf(anyone()), password })],
  'a confirmation': [
    'password',
    async (world) => {
      await signUp(world.auth, draftOf(anyone()))
      return (password) => verifyEmail(world.auth, { token: world.token('verify'), password })
    },
  ],
  'a reset': [
    'password',
    async (world) => {
      await forgotPassword(world.auth, (await newOwner(world)).email)
      return (password) => resetPassword(world.auth, world.token('reset'), password)
    },
  ],
  'an invitation': [
    'password',
    async (world) => {
      const owner = await newOwner(world)
      await inviteMember(world.tenant(owner.bearer), world.auth.mailer, { email: anyone(), role: 'STAFF' })
      return (password) => acceptInvitation(world.auth, { token: world.token('invitation'), name: 'Bo', password })
    },
  ],
  'a change': [
    'new',
    async (world) => {
      const { bearer } = await newOwner(world)
      return (password) => changePassword(world.auth, bearer, { current: PASSWORD, new: password })
    },
  ],
}

describe('a password that everybody tries first', () => {
  it.each(Object.entries(WAYS))('is refused at %s, which can go on with another', async (_, [field, prepare]) => {
    const choose = await prepare(authWorld(db))
    expect(await refusalOf(choose('password1'))).toBe(`VALIDATION_ERROR ${field}`)
    expect(await refusalOf(choose('another horse battery'))).toBe('accepted')
  })
})
