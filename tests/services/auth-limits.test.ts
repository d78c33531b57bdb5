import { describe, expect, it } from 'vitest'
import { forgotPassword } from '../../core/services/auth/forgot.ts'
import { logIn } from '../../core/services/auth/login.ts'
import { resetPassword } from '../../core/services/auth/reset.ts'
import { signUp } from '../../core/services/auth/signup.ts'
import { verifyEmail } from '../../core/services/auth/verify.ts'
import { SIGN_HOURLY } from '../../workers/middleware/limits.ts'
import { anyone, authWorld, draftOf, newOwner, PASSWORD, refusalOf } from '../support/auth-context.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, useRoutes } from '../support/routes-in-node.ts'

const database = useDatabase()
/** Two isolates of the Worker: what one remembers, the other asks the database for. */
const [routes, elsewhere] = [useRoutes(database), useRoutes(database)]
let networks = 0
const newNetwork = () => `198.51.100.${++networks}`
const passHour = () => database.admin("update app.mail_counts set since = since - interval '1 hour 1 second'")
const wrong = () => ({ email: anyone(), password: 'wrong' })

function isTooMany(answer: Answer) {
  expect([answer.status, answer.error?.code]).toEqual([429, 'RATE_LIMITED'])
  const seconds = Number(answer.headers.get('Retry-After'))
  expect(seconds).toBeGreaterThan(3000)
  expect(seconds).toBeLessThanOrEqual(3600)
}

describe('RL1 calls an hour from one address', () => {
  it('hash only so many passwords with made-up links, and can still sign up and sign in', async () => {
    const headers = { 'CF-Connecting-IP': newNetwork() }
    const guess = (at: number) => routes.ask('POST', '/v1/auth/verify', { token: `made up ${at}` }, { headers })
    for (let at = 0; at < SIGN_HOURLY; at++) expect((await guess(at)).status).toBe(422)
    isTooMany(await guess(SIGN_HOURLY))
    expect((await routes.ask('POST', '/v1/auth/login', wrong(), { headers })).status).toBe(401)
  })

  it('are sign-ups, sign-ins and resets together, with all that the database refuses of them', async () => {
    const world = authWorld(database)
    const [auth, other] = [5, 5].map((hourly) => world.from({ ip: newNetwork(), hourly })) as [never, never]
    const calls = [
      { call: () => signUp(auth, draftOf(anyone())), outcome: 'accepted' },
      {
        call: () => signUp(auth, { ...draftOf(anyone()), timezone: 'Mars/Olympus' }),
        outcome: 'VALIDATION_ERROR timezone',
      },
      { call: () => forgotPassword(auth, anyone()), outcome: 'accepted' },
      { call: () => resetPassword(auth, 'made up', PASSWORD), outcome: 'VALIDATION_ERROR token' },
      { call: () => logIn(auth, wrong()), outcome: 'UNAUTHORIZED password' },
    ]
    for (const { call, outcome } of calls) expect(await refusalOf(call())).toBe(outcome)
    const mails = world.mails.length
    for (const { call } of calls) expect(await refusalOf(call())).toBe('RATE_LIMITED sign')
    expect(world.mails.length).toBe(mails)
    expect(await refusalOf(verifyEmail(auth, { token: 'made up' }))).toBe('VALIDATION_ERROR token')
    expect(await refusalOf(logIn(other, wrong()))).toBe('UNAUTHORIZED password')
    await passHour()
    expect(await refusalOf(logIn(auth, wrong()))).toBe('UNAUTHORIZED password')
  })

  it('keep no browser out of the account that it signed in to before', async () => {
    const world = authWorld(database)
    const { email } = await newOwner(world)
    const ip = newNetwork()
    const [known, stranger] = ['device', 'another'].map((device) => world.from({ ip, device, hourly: 3 })) as [
      never,
      never,
    ]
    await logIn(known, { email, password: PASSWORD })
    for (let at = 0; at < 2; at++) expect(await refusalOf(logIn(stranger, wrong()))).toBe('UNAUTHORIZED password')
    expect(await refusalOf(logIn(stranger, { email, password: PASSWORD }))).toBe('RATE_LIMITED sign')
    for (let at = 0; at < 4; at++) expect(await refusalOf(logIn(known, { email, password: PASSWORD }))).toBe('accepted')
    // It is known to one account only.
    expect(await refusalOf(logIn(known, wrong()))).toBe('RATE_LIMITED sign')
  })

  it('are refused at the door once they were too many: no trip, and nothing is read', async () => {
    const headers = { 'CF-Connecting-IP': newNetwork() }
    const forgot = (hub = routes) => hub.ask('POST', '/v1/auth/forgot', { email: anyone() }, { headers })
    for (let at = 0; at < SIGN_HOURLY; at++) expect((await forgot()).status).toBe(200)
    const counted = await forgot()
    isTooMany(counted)
    expect(counted.headers.get('Server-Timing')).toContain('desc="1"')
    const unread = await routes.ask('POST', '/v1/auth/signup', undefined, { headers, raw: '{' })
    isTooMany(unread)
    expect(unread.headers.get('Server-Timing')).toContain('desc="0"')
    isTooMany(await forgot(elsewhere))
    expect((await routes.ask('POST', '/v1/auth/verify', { token: 'made up' }, { headers })).status).toBe(422)
  })
})
