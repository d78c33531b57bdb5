import { describe, expect, it } from 'vitest'
import { FREE_TRIES, THROTTLE } from '../../core/domain/identity/throttle.ts'
import { changePassword } from '../../core/services/auth/change-password.ts'
import { forgotPassword } from '../../core/services/auth/forgot.ts'
import { logIn } from '../../core/services/auth/login.ts'
import { resetPassword } from '../../core/services/auth/reset.ts'
import { signUp } from '../../core/services/auth/signup.ts'
import { verifyEmail } from '../../core/services/auth/verify.ts'
import { type AuthWorld, anyone, authWorld, draftOf, newOwner, PASSWORD, refusalOf } from '../support/auth-context.ts'
import { useDatabase } from '../support/database.ts'

const db = useDatabase()
const OTHER = 'another horse battery'
let addresses = 0
const somewhere = () => `198.51.${++addresses >> 8}.${addresses & 255}`
let devices = 0
const newDevice = () => `device-${++devices}`
/** Lets the wait of everyone pass. */
const waitOut = () => db.admin("update app.login_attempts set blocked_until = 'epoch'")
const passHour = () =>
  db.admin(
    "update app.login_attempts set blocked_until = 'epoch', failed_at = clock_timestamp() - interval '61 minutes'",
  )

interface From {
  ip?: string
  device?: string
}
const signIn = (world: AuthWorld, email: string, password: string, { ip = somewhere(), device }: From = {}) =>
  refusalOf(logIn(world.from({ ip, device: device ?? null }), { email, password }))
/** Wrong passwords, whatever is answered. */
async function guess(world: AuthWorld, times: number, email: () => string, from: () => From) {
  for (let i = 0; i < times; i++) await signIn(world, email(), 'wrong', from())
}

describe('AU9 guessing passwords', () => {
  it('AU9 five wrong tries at an account from an address, and the sixth waits; the account elsewhere and others there do not', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const ip = somewhere()
    for (let i = 0; i < FREE_TRIES; i++)
      expect(await signIn(world, email, `wrong ${i}`, { ip })).toBe('UNAUTHORIZED password')
    const { hashes } = world.passwords
    expect(await signIn(world, email, 'wrong', { ip })).toBe('RATE_LIMITED')
    expect(await signIn(world, email, PASSWORD, { ip })).toBe('RATE_LIMITED')
    expect(world.passwords.hashes).toBe(hashes)
    expect(await signIn(world, email, PASSWORD)).toBe('accepted')
    const { email: neighbour } = await newOwner(world)
    expect(await signIn(world, neighbour, PASSWORD, { ip })).toBe('accepted')
    await waitOut()
    expect(await signIn(world, email, PASSWORD, { ip })).toBe('accepted')
    expect(await signIn(world, email, 'wrong again', { ip })).toBe('UNAUTHORIZED password')
  })

  it('AU9 who guesses from many addresses is slowed as well, and keeps nobody out who signed in with this browser before', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const device = newDevice()
    expect(await signIn(world, email, PASSWORD, { device })).toBe('accepted')
    const trips = world.meter.trips
    expect(await signIn(world, email, PASSWORD, { device })).toBe('accepted')
    expect(world.meter.trips - trips).toBe(2)
    const { hashes } = world.passwords
    await guess(
      world,
      60,
      () => email,
      () => ({}),
    )
    expect(world.passwords.hashes - hashes).toBe(THROTTLE.account.free)
    expect(await signIn(world, email, PASSWORD)).toBe('RATE_LIMITED')
    expect(await signIn(world, email, PASSWORD, { device: newDevice() })).toBe('RATE_LIMITED')
    for (let i = 0; i < 3; i++) expect(await signIn(world, email, PASSWORD, { device })).toBe('accepted')
  })

  it('AU9 a few wrong passwords every hour keep nobody out', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    for (let hour = 0; hour < 24; hour++) {
      await guess(
        world,
        4,
        () => email,
        () => ({}),
      )
      expect(await signIn(world, email, PASSWORD)).toBe('accepted')
      await passHour()
    }
  })

  it('AU9 guesses at any accounts do not throttle an office; very many do, but none of its known devices', async () => {
    const world = authWorld(db)
    const [{ email }, { email: colleague }] = [await newOwner(world), await newOwner(world)]
    const ip = somewhere()
    const device = newDevice()
    expect(await signIn(world, email, PASSWORD, { ip, device })).toBe('accepted')
    await guess(world, 3 * FREE_TRIES, anyone, () => ({ ip }))
    expect(await signIn(world, colleague, PASSWORD, { ip })).toBe('accepted')
    await guess(world, THROTTLE.address.free, anyone, () => ({ ip }))
    expect(await signIn(world, colleague, PASSWORD, { ip })).toBe('RATE_LIMITED')
    expect(await signIn(world, email, PASSWORD, { ip, device })).toBe('accepted')
  })

  it('AU9 a known device is counted alone, for the account it signed in to only', async () => {
    const world = authWorld(db)
    const [{ email }, { email: other }] = [await newOwner(world), await newOwner(world)]
    const device = newDevice()
    expect(await signIn(world, email, PASSWORD, { device })).toBe('accepted')
    await guess(
      world,
      FREE_TRIES,
      () => email,
      () => ({ device }),
    )
    expect(await signIn(world, email, PASSWORD, { device })).toBe('RATE_LIMITED')
    await guess(
      world,
      THROTTLE.account.free,
      () => other,
      () => ({ device }),
    )
    expect(await signIn(world, other, PASSWORD, { device })).toBe('RATE_LIMITED')
  })

  it('AU9 an IPv6 address counts by its /64, and an IPv4 address however it is written', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    let n = 0
    await guess(
      world,
      FREE_TRIES,
      () => email,
      () => ({ ip: `2001:db8:7:7::${++n}` }),
    )
    expect(await signIn(world, email, PASSWORD, { ip: '2001:db8:7:7:1:2:3:4' })).toBe('RATE_LIMITED')
    expect(await signIn(world, email, PASSWORD, { ip: '2001:db8:7:8::1' })).toBe('accepted')
    const { email: other } = await newOwner(world)
    const ip = somewhere()
    await guess(
      world,
      FREE_TRIES,
      () => other,
      () => ({ ip }),
    )
    expect(await signIn(world, other, PASSWORD, { ip: `::ffff:${ip}` })).toBe('RATE_LIMITED')
  })

  it('AU9 an account that does not exist waits alike', async () => {
    const world = authWorld(db)
    const email = anyone()
    const ip = somewhere()
    const device = newDevice()
    const once = () => logIn(world.from({ ip, device }), { email, password: 'wrong' }).catch((error) => error)
    for (let i = 0; i < FREE_TRIES; i++) expect(await once()).toMatchObject({ code: 'UNAUTHORIZED' })
    expect(await once()).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 })
  })

  it('AU9 the wait doubles with each failure and ends at a quarter of an hour', async () => {
    const world = authWorld(db)
    const email = anyone()
    const from = world.from({ ip: somewhere() })
    const waits: number[] = []
    for (let i = 0; i < 20; i++) {
      await waitOut()
      await refusalOf(logIn(from, { email, password: 'wrong' }))
      const next = await logIn(from, { email, password: 'wrong' }).catch((error) => error)
      if (next.code === 'RATE_LIMITED') waits.push(next.retryAfterSeconds)
    }
    expect(waits.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 32])
    expect(Math.max(...waits)).toBe(900)
  })

  it('AU9 failures are forgotten an hour after the first, and a success starts anew', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const ip = somewhere()
    await guess(
      world,
      FREE_TRIES - 1,
      () => email,
      () => ({ ip }),
    )
    expect(await signIn(world, email, PASSWORD, { ip })).toBe('accepted')
    for (let i = 0; i < FREE_TRIES; i++)
      expect(await signIn(world, email, 'wrong', { ip })).toBe('UNAUTHORIZED password')
    await passHour()
    for (let i = 0; i < FREE_TRIES; i++)
      expect(await signIn(world, email, 'wrong', { ip })).toBe('UNAUTHORIZED password')
  })

  it('AU9 guessing the current password with a stolen token is limited too, and others do not limit it', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    await guess(
      world,
      60,
      () => owner.email,
      () => ({}),
    )
    const change = (current: string) =>
      refusalOf(changePassword(world.from({ ip: somewhere() }), owner.bearer, { current, new: OTHER }))
    for (let i = 1; i < FREE_TRIES; i++) expect(await change('wrong')).toBe('VALIDATION_ERROR current')
    expect(await change(PASSWORD)).toBe('accepted')
    for (let i = 0; i < FREE_TRIES; i++) expect(await change('wrong')).toBe('VALIDATION_ERROR current')
    expect(await change(OTHER)).toBe('RATE_LIMITED')
  })
})

describe('the devices of an account', () => {
  const known = async (email: string) =>
    (await db.admin('select 1 from app.devices d join app.users u on u.id = d.user_id where u.email = $1', [email]))
      .length

  it('are its newest twenty', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    for (let i = 0; i < 25; i++) expect(await signIn(world, email, PASSWORD, { device: newDevice() })).toBe('accepted')
    expect(await known(email)).toBe(20)
  })

  it('are forgotten when the password changes, but for the one that changed it', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const [mine, another] = [newDevice(), newDevice()]
    for (const device of [mine, another]) await signIn(world, owner.email, PASSWORD, { device })
    await changePassword(world.from({ device: mine }), owner.bearer, { current: PASSWORD, new: OTHER })
    expect(await known(owner.email)).toBe(1)
    await guess(
      world,
      60,
      () => owner.email,
      () => ({}),
    )
    expect(await signIn(world, owner.email, OTHER, { device: another })).toBe('RATE_LIMITED')
    expect(await signIn(world, owner.email, OTHER, { device: mine })).toBe('accepted')
  })

  it('are forgotten, too, when a sign-up confirmed later sets the password', async () => {
    const world = authWorld(db)
    const email = anyone()
    await signUp(world.auth, draftOf(email))
    const later = world.token('verify', email)
    await signUp(world.auth, draftOf(email))
    await verifyEmail(world.auth, { token: world.token('verify'), password: PASSWORD })
    expect(await signIn(world, email, PASSWORD, { device: newDevice() })).toBe('accepted')
    await verifyEmail(world.from({ device: newDevice() }), { token: later, password: OTHER })
    expect(await known(email)).toBe(1)
  })

  it('whoever proves the mailbox by a reset is let in while others guess', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const [device, another] = [newDevice(), newDevice()]
    await signIn(world, email, PASSWORD, { device: another })
    await guess(
      world,
      60,
      () => email,
      () => ({}),
    )
    await forgotPassword(world.auth, email)
    await resetPassword(world.from({ device }), world.token('reset', email), OTHER)
    expect(await signIn(world, email, OTHER, { device })).toBe('accepted')
    expect(await known(email)).toBe(1)
  })
})
