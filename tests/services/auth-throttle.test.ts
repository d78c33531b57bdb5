import { describe, expect, it } from 'vitest'
import { FREE_TRIES } from '../../core/domain/identity/throttle.ts'
import { changePassword } from '../../core/services/auth/change-password.ts'
import { logIn } from '../../core/services/auth/login.ts'
import { anyone, authWorld, newOwner, PASSWORD, refusalOf } from '../support/auth-context.ts'
import { useDatabase } from '../support/database.ts'

const db = useDatabase()
let addresses = 0
const somewhere = () => `198.51.100.${++addresses}`
/** Lets the wait of everyone pass. */
const waitOut = () => db.admin("update app.login_attempts set blocked_until = 'epoch'")

describe('AU9 guessing passwords', () => {
  it('AU9 five wrong tries at an account, from anywhere, and the sixth waits', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const guess = (password: string) => refusalOf(logIn(world.from({ ip: somewhere() }), { email, password }))
    for (let i = 0; i < FREE_TRIES; i++) expect(await guess(`wrong ${i}`)).toBe('UNAUTHORIZED password')
    const { hashes } = world.passwords
    expect(await guess('wrong')).toBe('RATE_LIMITED')
    expect(await guess(PASSWORD)).toBe('RATE_LIMITED')
    expect(world.passwords.hashes).toBe(hashes)
    await waitOut()
    expect(await guess(PASSWORD)).toBe('accepted')
    expect(await guess('wrong again')).toBe('UNAUTHORIZED password')
  })

  it('AU9 five wrong tries from an address, at any accounts, and the sixth waits', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const from = world.from({ ip: somewhere() })
    for (let i = 0; i < FREE_TRIES; i++)
      expect(await refusalOf(logIn(from, { email: anyone(), password: 'wrong' }))).toBe('UNAUTHORIZED password')
    expect(await refusalOf(logIn(from, { email, password: PASSWORD }))).toBe('RATE_LIMITED')
    expect(await refusalOf(logIn(world.from({ ip: somewhere() }), { email, password: PASSWORD }))).toBe('accepted')
  })

  it('AU9 an account that does not exist waits alike', async () => {
    const world = authWorld(db)
    const email = anyone()
    const guess = () => logIn(world.from({ ip: somewhere() }), { email, password: 'wrong' }).catch((error) => error)
    for (let i = 0; i < FREE_TRIES; i++) await guess()
    expect(await guess()).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 })
  })

  it('AU9 the wait doubles with each failure and ends at a quarter of an hour', async () => {
    const world = authWorld(db)
    const email = anyone()
    const waits: number[] = []
    for (let i = 0; i < 20; i++) {
      await waitOut()
      await refusalOf(logIn(world.from({ ip: somewhere() }), { email, password: 'wrong' }))
      const next = await logIn(world.from({ ip: somewhere() }), { email, password: 'wrong' }).catch((error) => error)
      if (next.code === 'RATE_LIMITED') waits.push(next.retryAfterSeconds)
    }
    expect(waits.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 32])
    expect(Math.max(...waits)).toBe(900)
  })

  it('AU9 failures are forgotten an hour after the last, and a success starts the account anew', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const guess = (password: string) => refusalOf(logIn(world.from({ ip: somewhere() }), { email, password }))
    for (let i = 0; i < FREE_TRIES - 1; i++) await guess('wrong')
    expect(await guess(PASSWORD)).toBe('accepted')
    for (let i = 0; i < FREE_TRIES; i++) expect(await guess('wrong')).toBe('UNAUTHORIZED password')
    await db.admin(
      "update app.login_attempts set blocked_until = 'epoch', failed_at = clock_timestamp() - interval '61 minutes'",
    )
    for (let i = 0; i < FREE_TRIES; i++) expect(await guess('wrong')).toBe('UNAUTHORIZED password')
  })

  it('AU9 guessing the current password with a stolen token is limited too', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const guess = () =>
      refusalOf(
        changePassword(world.from({ ip: somewhere() }), owner.bearer, {
          current: 'wrong',
          new: 'another horse battery',
        }),
      )
    for (let i = 0; i < FREE_TRIES; i++) expect(await guess()).toBe('VALIDATION_ERROR current')
    expect(await guess()).toBe('RATE_LIMITED')
  })
})
