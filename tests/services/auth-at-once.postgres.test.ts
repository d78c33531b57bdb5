import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { THROTTLE } from '../../core/domain/identity/throttle.ts'
import { acceptInvitation } from '../../core/services/auth/accept-invitation.ts'
import { logIn } from '../../core/services/auth/login.ts'
import { getMe } from '../../core/services/auth/me.ts'
import { refreshSession } from '../../core/services/auth/refresh.ts'
import { signUp } from '../../core/services/auth/signup.ts'
import { verifyEmail } from '../../core/services/auth/verify.ts'
import { inviteMember } from '../../core/services/team/invite.ts'
import { removeMember } from '../../core/services/team/remove-member.ts'
import { updateMember } from '../../core/services/team/update-member.ts'
import { anyone, authWorld, draftOf, newOwner, PASSWORD, personOf, refusalOf } from '../support/auth-context.ts'
import { useDatabase } from '../support/database.ts'

const db = useDatabase()
const times = <T>(count: number, run: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => run(i)))
const tally = (all: string[]) =>
  Object.fromEntries([...new Set(all)].sort().map((one) => [one, all.filter((other) => other === one).length]))
const aged = (session: string | null, by = '10 seconds') =>
  db.admin(
    'update app.refresh_tokens set used_at = used_at - $2::interval where session_id = $1 and used_at is not null',
    [session, by],
  )

/** Starts them while a row they need is locked, so that they really meet. */
async function whileLocked<T>(lock: string, id: string | null, run: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: db.adminUrl })
  await client.connect()
  await client.query('begin')
  await client.query(lock, [id])
  const running = run()
  running.catch(() => {})
  await setTimeout(300)
  await client.query('commit')
  await client.end()
  return running
}

describe('AU7 refresh tokens', () => {
  it('AU7 a hundred refreshes at once leave one family and an honest user signed in', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const results = await whileLocked(
      'select from app.refresh_tokens where session_id = $1 for update',
      owner.bearer.sessionId,
      () => times(100, () => refreshSession(world.auth, owner.refreshToken)),
    )
    const successors = new Set(results.map((result) => result.refreshToken))
    expect(successors.size).toBe(1)
    const tokens = await db.admin('select used_at from app.refresh_tokens where session_id = $1', [
      owner.bearer.sessionId,
    ])
    expect(tokens).toHaveLength(2)
    const [next] = successors
    await aged(owner.bearer.sessionId)
    expect(await refusalOf(refreshSession(world.auth, next))).toBe('accepted')
    expect(await refusalOf(getMe(world.auth.system, owner.bearer))).toBe('accepted')
  })

  it('AU7 a tab that lags behind gets the token that is live, not one that is used', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const second = await refreshSession(world.auth, owner.refreshToken)
    const third = await refreshSession(world.auth, second.refreshToken)
    expect((await refreshSession(world.auth, owner.refreshToken)).refreshToken).toBe(third.refreshToken)
  })

  it('AU7 tabs of one browser at once, half of them from another address, stay signed in', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const from = [world.auth, world.from({ ip: '2001:db8::7' })]
    const results = await whileLocked(
      'select from app.refresh_tokens where session_id = $1 for update',
      owner.bearer.sessionId,
      () => times(20, (i) => refreshSession(from[i % 2]!, owner.refreshToken)),
    )
    expect(new Set(results.map((result) => result.refreshToken)).size).toBe(1)
    expect(await refusalOf(getMe(world.auth.system, owner.bearer))).toBe('accepted')
  })

  it('AU7 a used token from another browser ends the family within the grace, too', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const next = await refreshSession(world.auth, owner.refreshToken)
    const thief = world.from({ userAgent: 'Thief' })
    expect(await refusalOf(refreshSession(thief, owner.refreshToken))).toBe('UNAUTHORIZED refresh')
    expect(await refusalOf(refreshSession(world.auth, next.refreshToken))).toBe('UNAUTHORIZED refresh')
    expect(await refusalOf(getMe(world.auth.system, owner.bearer))).toBe('UNAUTHORIZED session')
    const alerts = await db.admin('select kind from app.alerts where tenant_id = $1', [owner.body.tenant_id])
    expect(alerts).toEqual([{ kind: 'session.reuse' }])
  })

  it('AU7 an answer that was lost is given again, from another address too, and nobody is signed out', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const lost = await refreshSession(world.auth, owner.refreshToken)
    await aged(owner.bearer.sessionId, '15 seconds')
    const again = await refreshSession(world.from({ ip: '2001:db8::7' }), owner.refreshToken)
    expect(again.refreshToken).toBe(lost.refreshToken)
    expect(await refusalOf(refreshSession(world.auth, again.refreshToken))).toBe('accepted')
  })

  it.each([
    ['what followed it was used', '10 seconds', 'Chromium', 1],
    ['it comes from another browser', '10 seconds', 'Thief', 0],
    ['two minutes have passed', '2 minutes', 'Chromium', 0],
  ])('AU7 after ten seconds a used token ends the family when %s', async (_, age, userAgent, more) => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    let live = await refreshSession(world.auth, owner.refreshToken)
    for (let i = 0; i < more; i++) live = await refreshSession(world.auth, live.refreshToken)
    await aged(owner.bearer.sessionId, age)
    const thief = world.from({ userAgent })
    expect(await refusalOf(refreshSession(thief, owner.refreshToken))).toBe('UNAUTHORIZED refresh')
    expect(await refusalOf(refreshSession(world.auth, live.refreshToken))).toBe('UNAUTHORIZED refresh')
  })

  it('AU7 a thief who always comes after the owner, as if answers were lost, is noticed the second time', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const second = await refreshSession(world.auth, owner.refreshToken)
    await aged(owner.bearer.sessionId)
    const stolen = await refreshSession(world.auth, owner.refreshToken)
    const third = await refreshSession(world.auth, second.refreshToken)
    await aged(owner.bearer.sessionId)
    expect(await refusalOf(refreshSession(world.auth, stolen.refreshToken))).toBe('UNAUTHORIZED refresh')
    expect(await refusalOf(refreshSession(world.auth, third.refreshToken))).toBe('UNAUTHORIZED refresh')
  })

  it('AU7 a token that nobody issued changes nothing', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    for (const token of ['', 'x'.repeat(43), 'x'.repeat(10_000), undefined]) {
      expect(await refusalOf(refreshSession(world.auth, token))).toBe('UNAUTHORIZED refresh')
    }
    expect(await refusalOf(getMe(world.auth.system, owner.bearer))).toBe('accepted')
  })
})

describe('two at once', () => {
  it('AU9 a thousand guesses at once are compared with few passwords', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const { hashes } = world.passwords
    const slow = {
      ...world.passwords,
      hash: world.auth.passwords.hash,
      matches: async (password: string, stored: string | null) => {
        await setTimeout(30)
        return world.passwords.matches(password, stored)
      },
    }
    const began = performance.now()
    const guesses = await times(1000, (i) =>
      refusalOf(
        logIn(
          { ...world.from({ ip: `10.0.${i >> 8}.${i & 255}` }), passwords: slow },
          { email, password: `guess ${i}` },
        ),
      ),
    )
    // The first to wait waits a second: a slow machine gets that far while it guesses.
    const seconds = Math.floor((performance.now() - began) / 1000)
    const most = THROTTLE.account.free + THROTTLE.account.running + seconds
    expect(world.passwords.hashes - hashes).toBeLessThanOrEqual(most)
    // A trip of more than eight seconds is given up (IN1): so long the last of them wait on a machine that has other work.
    const late = seconds >= 8 ? ['UNAVAILABLE'] : []
    const answers = Object.keys(tally(guesses)).filter((answer) => !late.includes(answer))
    expect(answers).toEqual(['RATE_LIMITED', 'UNAUTHORIZED password'])
  })

  it('eight honest sign-ins at once all succeed', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    expect(tally(await times(8, () => refusalOf(logIn(world.auth, { email, password: PASSWORD }))))).toEqual({
      accepted: 8,
    })
  })

  it('RB2 two owners who demote, disable or remove each other at once: one stays', async () => {
    for (let round = 0; round < 10; round++) {
      const world = authWorld(db)
      const owner = await newOwner(world)
      const email = anyone()
      await inviteMember(world.tenant(owner.bearer), world.auth.mailer, { email, role: 'OWNER' })
      const other = await personOf(
        email,
        await acceptInvitation(world.auth, { token: world.token('invitation'), name: 'Bo', password: PASSWORD }),
      )
      const change = [
        (by: typeof owner, who: typeof owner) =>
          updateMember(world.tenant(by.bearer), who.bearer.userId, { role: 'STAFF' }),
        (by: typeof owner, who: typeof owner) =>
          updateMember(world.tenant(by.bearer), who.bearer.userId, { status: 'DISABLED' }),
        (by: typeof owner, who: typeof owner) => removeMember(world.tenant(by.bearer), who.bearer.userId),
      ][round % 3] as (by: typeof owner, who: typeof owner) => Promise<unknown>
      const outcomes = await Promise.all([refusalOf(change(owner, other)), refusalOf(change(other, owner))])
      expect(outcomes.filter((one) => one === 'accepted')).toHaveLength(1)
      const owners = await db.admin(
        "select 1 from app.memberships where tenant_id = $1 and role = 'OWNER' and status = 'ACTIVE'",
        [owner.body.tenant_id],
      )
      expect(owners).toHaveLength(1)
    }
  })

  it('twenty sign-ups of one address at once leave four links, and all of them at once open one account', async () => {
    const world = authWorld(db)
    const email = anyone()
    await times(20, () => signUp(world.auth, draftOf(email)))
    const tokens = world.mails.map((mail) => ('token' in mail ? mail.token : ''))
    const outcomes = await Promise.all(tokens.map((token) => refusalOf(verifyEmail(world.auth, { token }))))
    expect(tally(outcomes)).toEqual({ accepted: 4 })
    expect(await db.admin('select 1 from app.users where email = $1', [email])).toHaveLength(1)
    expect(await refusalOf(logIn(world.auth, { email, password: PASSWORD }))).toBe('UNAUTHORIZED password')
  })

  it('twenty invitations of one address at once mail one, and twenty acceptances join once', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const email = anyone()
    const slowMailer = {
      send: async (...mail: Parameters<typeof world.auth.mailer.send>) => {
        await setTimeout(200)
        return world.auth.mailer.send(...mail)
      },
    }
    const invited = await times(20, () =>
      refusalOf(inviteMember(world.tenant(owner.bearer), slowMailer, { email, role: 'STAFF' })),
    )
    expect(tally(invited)).toEqual({ 'IN_FLIGHT row': 19, accepted: 1 })
    expect(world.mails.filter((mail) => mail.kind === 'invitation')).toHaveLength(1)
    const token = world.token('invitation')
    const joined = await times(20, () =>
      refusalOf(acceptInvitation(world.auth, { token, name: 'Bo', password: PASSWORD })),
    )
    expect(tally(joined)).toMatchObject({ accepted: 1 })
    expect(await db.admin('select 1 from app.memberships where tenant_id = $1', [owner.body.tenant_id])).toHaveLength(2)
  })
})
