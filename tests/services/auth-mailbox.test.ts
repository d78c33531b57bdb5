import { describe, expect, it } from 'vitest'
import { acceptInvitation } from '../../core/services/auth/accept-invitation.ts'
import { changePassword } from '../../core/services/auth/change-password.ts'
import { forgotPassword } from '../../core/services/auth/forgot.ts'
import { logIn } from '../../core/services/auth/login.ts'
import { getMe } from '../../core/services/auth/me.ts'
import { resetPassword } from '../../core/services/auth/reset.ts'
import { signUp } from '../../core/services/auth/signup.ts'
import { verifyEmail } from '../../core/services/auth/verify.ts'
import { inviteMember } from '../../core/services/team/invite.ts'
import { updateMember } from '../../core/services/team/update-member.ts'
import {
  type AuthWorld,
  anyone,
  authWorld,
  draftOf,
  newOwner,
  PASSWORD,
  type Person,
  personOf,
  refusalOf,
} from '../support/auth-context.ts'
import { useDatabase } from '../support/database.ts'

const db = useDatabase()
const CHOSEN = 'chosen by the mailbox'
const OTHER = 'another horse battery'
let addresses = 0
/** Signs in from an address that has tried nothing yet. */
const signIn = (world: AuthWorld, email: string, password: string) =>
  logIn(world.from({ ip: `198.51.100.${++addresses}` }), { email, password })
const opens = async (world: AuthWorld, email: string, password: string) =>
  (await refusalOf(signIn(world, email, password))) === 'accepted'

/** The victim signs up, then a stranger with the same address and a password of his own: the tokens of both mails. */
async function signedUpTwice(world: AuthWorld) {
  const email = anyone()
  await signUp(world.auth, draftOf(email))
  const mine = world.token('verify')
  await signUp(world.auth, { ...draftOf(email), business_name: 'Evil', password: 'known to the stranger' })
  return { email, mine, strangers: world.token('verify') }
}

describe('whoever holds the mailbox', () => {
  it('sets the password when confirming; the one of the sign-up opens nothing', async () => {
    const world = authWorld(db)
    const email = anyone()
    await signUp(world.auth, draftOf(email))
    const trips = world.meter.trips
    await verifyEmail(world.auth, { token: world.token('verify'), password: CHOSEN })
    expect(world.meter.trips - trips).toBe(1)
    expect(await opens(world, email, PASSWORD)).toBe(false)
    expect(await opens(world, email, CHOSEN)).toBe(true)
  })

  it("keeps the link of his own sign-up when a stranger signs up after him, and the stranger's password opens nothing", async () => {
    const world = authWorld(db)
    const { email, mine } = await signedUpTwice(world)
    const { body } = await verifyEmail(world.auth, { token: mine, password: CHOSEN })
    expect(body.user.business_name).toBe('Cyclone Rake')
    expect(await opens(world, email, 'known to the stranger')).toBe(false)
    expect(await opens(world, email, CHOSEN)).toBe(true)
  })

  it.each(['mine', 'strangers'] as const)(
    'gets no password from the sign-ups when they are two (%s first), and chooses one by reset',
    async (first) => {
      const world = authWorld(db)
      const both = await signedUpTwice(world)
      const second = first === 'mine' ? 'strangers' : 'mine'
      for (const which of [first, second] as const)
        expect(await refusalOf(verifyEmail(world.auth, { token: both[which] }))).toBe('accepted')
      expect(await opens(world, both.email, PASSWORD)).toBe(false)
      expect(await opens(world, both.email, 'known to the stranger')).toBe(false)
      await forgotPassword(world.auth, both.email)
      await resetPassword(world.auth, world.token('reset'), CHOSEN)
      expect(await opens(world, both.email, CHOSEN)).toBe(true)
    },
  )

  it('who joined a team before confirming has both businesses, and the password chosen last', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const email = anyone()
    await signUp(world.auth, draftOf(email))
    await inviteMember(world.tenant(owner.bearer), world.auth.mailer, { email, role: 'STAFF' })
    await acceptInvitation(world.auth, { token: world.token('invitation'), name: 'Bo', password: OTHER })
    const own = await personOf(email, await verifyEmail(world.auth, { token: world.token('verify', email) }))
    const { businesses } = await getMe(world.auth.system, own.bearer)
    expect(businesses.map(({ tenant_id, role }) => [tenant_id, role]).sort()).toEqual(
      [
        [owner.body.tenant_id, 'STAFF'],
        [own.body.tenant_id, 'OWNER'],
      ].sort(),
    )
    expect(await opens(world, email, PASSWORD)).toBe(false)
    expect(await opens(world, email, OTHER)).toBe(true)
  })

  it('sets the password of an account that was opened meanwhile, and a reset of before is dead', async () => {
    const world = authWorld(db)
    const { email, mine, strangers } = await signedUpTwice(world)
    await verifyEmail(world.auth, { token: mine, password: OTHER })
    await forgotPassword(world.auth, email)
    await verifyEmail(world.auth, { token: strangers, password: CHOSEN })
    expect(await opens(world, email, OTHER)).toBe(false)
    expect(await opens(world, email, CHOSEN)).toBe(true)
    expect(await refusalOf(resetPassword(world.auth, world.token('reset'), PASSWORD))).toBe('VALIDATION_ERROR token')
  })
})

describe('a link dies with what it was for', () => {
  const CHANGES: Record<string, (world: AuthWorld, person: Person, reset: string) => Promise<unknown>> = {
    'a change of the password': (world, { bearer }) =>
      changePassword(world.auth, bearer, { current: PASSWORD, new: OTHER }),
    'a reset': (world, _, reset) => resetPassword(world.auth, reset, OTHER),
  }
  it.each(Object.entries(CHANGES))('%s ends resets and sign-ups that were mailed before', async (_, change) => {
    const world = authWorld(db)
    const { email, mine, strangers } = await signedUpTwice(world)
    const person = await personOf(email, await verifyEmail(world.auth, { token: mine, password: PASSWORD }))
    await forgotPassword(world.auth, email)
    const reset = world.token('reset')
    await change(world, person, reset)
    expect(await refusalOf(resetPassword(world.auth, reset, CHOSEN))).toBe('VALIDATION_ERROR token')
    expect(await refusalOf(verifyEmail(world.auth, { token: strangers, password: CHOSEN }))).toBe(
      'VALIDATION_ERROR token',
    )
    expect(await opens(world, email, OTHER)).toBe(true)
  })

  it('all links of a sign-up die when one confirms it', async () => {
    const world = authWorld(db)
    const email = anyone()
    await signUp(world.auth, draftOf(email))
    await forgotPassword(world.auth, email)
    await verifyEmail(world.auth, { token: world.token('verify') })
    expect(await refusalOf(verifyEmail(world.auth, { token: world.token('unconfirmed') }))).toBe(
      'VALIDATION_ERROR token',
    )
  })

  it('an invitation dies when who sent it may no longer give its role', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const join = async (email: string, role: 'OWNER' | 'STAFF', by: Person) => {
      await inviteMember(world.tenant(by.bearer), world.auth.mailer, { email, role })
      return world.token('invitation')
    }
    const email = anyone()
    const accept = (token: string) => acceptInvitation(world.auth, { token, name: 'Bo', password: PASSWORD })
    const second = await personOf(email, await accept(await join(email, 'OWNER', owner)))
    const [asOwner, asStaff] = [await join(anyone(), 'OWNER', second), await join(anyone(), 'STAFF', second)]
    await updateMember(world.tenant(owner.bearer), second.bearer.userId, { role: 'ADMIN' })
    expect(await refusalOf(accept(asOwner))).toBe('VALIDATION_ERROR token')
    expect(await refusalOf(accept(asStaff))).toBe('accepted')
  })
})

describe('an address that was never confirmed', () => {
  it('AU9 is told so by mail alone, whether one signs in or forgot: the link again', async () => {
    const world = authWorld(db)
    const email = anyone()
    await signUp(world.auth, draftOf(email))
    const refused = await signIn(world, email, PASSWORD).catch((error) => error)
    const unknown = await signIn(world, anyone(), PASSWORD).catch((error) => error)
    expect({ ...refused }).toEqual({ ...unknown })
    expect(world.mails.map(({ kind, to }) => [kind, to])).toEqual([
      ['verify', email],
      ['unconfirmed', email],
    ])
    expect(await forgotPassword(world.auth, email)).toEqual({ email, status: 'RESET_SENT' })
    expect(world.mails.at(-1)).toMatchObject({ kind: 'unconfirmed', to: email })
    expect(await refusalOf(verifyEmail(world.auth, { token: world.token('unconfirmed') }))).toBe('accepted')
    expect(await opens(world, email, PASSWORD)).toBe(true)
  })

  it('gets its link again when the first has expired', async () => {
    const world = authWorld(db)
    const email = anyone()
    await signUp(world.auth, draftOf(email))
    await db.admin("update app.mailed_tokens set expires_at = now() - interval '1 day' where email = $1", [email])
    await forgotPassword(world.auth, email)
    expect(await refusalOf(verifyEmail(world.auth, { token: world.token('unconfirmed') }))).toBe('accepted')
  })

  it('is not mailed by every guess', async () => {
    const world = authWorld(db)
    const email = anyone()
    await signUp(world.auth, draftOf(email))
    for (let i = 0; i < 5; i++) await refusalOf(signIn(world, email, `guess ${i}`))
    expect(world.mails.filter(({ kind }) => kind === 'unconfirmed')).toHaveLength(3)
  })
})
