import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { changePassword } from '../../core/services/auth/change-password.ts'
import { forgotPassword } from '../../core/services/auth/forgot.ts'
import { logIn } from '../../core/services/auth/login.ts'
import { logOut } from '../../core/services/auth/logout.ts'
import { getMe } from '../../core/services/auth/me.ts'
import { refreshSession } from '../../core/services/auth/refresh.ts'
import { resetPassword } from '../../core/services/auth/reset.ts'
import { listSessions, revokeSession } from '../../core/services/auth/sessions.ts'
import { signUp } from '../../core/services/auth/signup.ts'
import { verifyEmail } from '../../core/services/auth/verify.ts'
import {
  anyone,
  authWorld,
  cursors,
  draftOf,
  newOwner,
  PASSWORD,
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

describe('sign-up', () => {
  it('D-ACC-1 D-ACC-2 D-ACC-3 verifying opens the business, really kept', async () => {
    const world = authWorld(db)
    const email = anyone()
    expect(await signUp(world.auth, draftOf(email))).toEqual({ email, status: 'VERIFICATION_SENT' })
    expect(world.meter.trips).toBe(1)
    expect(await db.admin('select id from app.tenants where owner_email = $1', [email])).toEqual([])
    const { body } = await verifyEmail(world.auth, { token: world.token('verify') })
    expect(world.meter.trips).toBe(2)
    expect(body.user).toEqual({
      id: body.user.id,
      email,
      name: 'Ana Cruz',
      role: 'OWNER',
      business_name: 'Cyclone Rake',
    })
    expect(
      await db.admin(
        'select id, name, owner_email, plan, currency, timezone, country, settings from app.tenants where owner_email = $1',
        [email],
      ),
    ).toEqual([
      {
        id: body.tenant_id,
        name: 'Cyclone Rake',
        owner_email: email,
        plan: 'FREE',
        currency: 'CAD',
        timezone: 'America/Toronto',
        country: 'CA',
        settings: { intent: 'optimize_operations', use_case: '' },
      },
    ])
    expect(await db.admin('select id, is_default from app.projects where tenant_id = $1', [body.tenant_id])).toEqual([
      { id: body.workspace_id, is_default: true },
    ])
    expect(await db.admin('select action, entity_id from app.audit where tenant_id = $1', [body.tenant_id])).toEqual([
      { action: 'tenant.created', entity_id: body.tenant_id },
    ])
    const me = await getMe(world.auth.system, (await personOf(email, { body } as never)).bearer)
    expect(me).toMatchObject({
      role: 'OWNER',
      tenant_id: body.tenant_id,
      businesses: [{ name: 'Cyclone Rake', is_current: true }],
    })
  })

  it('AU9 a known address gets the same answer for the same work, and another mail', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const measure = async (address: string) => {
      const before = { trips: world.meter.trips, hashes: world.passwords.hashes, mails: world.mails.length }
      const answer = await signUp(world.auth, draftOf(address))
      return {
        answer: { ...answer, email: '' },
        trips: world.meter.trips - before.trips,
        hashes: world.passwords.hashes - before.hashes,
        mails: world.mails.length - before.mails,
      }
    }
    expect(await measure(email)).toEqual(await measure(anyone()))
    expect(world.mails.map((mail) => mail.kind)).toEqual(['verify', 'known_address', 'verify'])
  })

  it('AU10 a link works once', async () => {
    const world = authWorld(db)
    await signUp(world.auth, draftOf(anyone()))
    const token = world.token('verify')
    expect(await refusalOf(verifyEmail(world.auth, { token }))).toBe('accepted')
    expect(await refusalOf(verifyEmail(world.auth, { token }))).toBe('VALIDATION_ERROR token')
    expect(await refusalOf(verifyEmail(world.auth, { token: 'no such token' }))).toBe('VALIDATION_ERROR token')
  })

  it('AU10 two clicks at once open one business', async () => {
    const world = authWorld(db)
    const email = anyone()
    await signUp(world.auth, draftOf(email))
    const outcomes = await Promise.all(
      [1, 2].map(() => refusalOf(verifyEmail(world.auth, { token: world.token('verify') }))),
    )
    expect(outcomes.sort()).toEqual(['VALIDATION_ERROR token', 'accepted'])
    expect(await db.admin('select 1 from app.tenants where owner_email = $1', [email])).toHaveLength(1)
  })

  it('a link expires after a day of product time', async () => {
    const world = authWorld(db)
    await signUp(world.auth, draftOf(anyone()))
    await setClock('24 hours')
    expect(await refusalOf(verifyEmail(world.auth, { token: world.token('verify') }))).toBe('VALIDATION_ERROR token')
    await setClock('23 hours')
    expect(await refusalOf(verifyEmail(world.auth, { token: world.token('verify') }))).toBe('accepted')
    await setClock('0')
  })

  it('a mail that cannot be sent is 502, and the same sign-up again works', async () => {
    const world = authWorld(db)
    const email = anyone()
    world.mailFails = true
    expect(await refusalOf(signUp(world.auth, draftOf(email)))).toBe('PROVIDER_ERROR')
    world.mailFails = false
    await signUp(world.auth, draftOf(email))
    expect(await refusalOf(verifyEmail(world.auth, { token: world.token('verify') }))).toBe('accepted')
  })

  it('PT2 neither token nor password is kept as it is', async () => {
    const world = authWorld(db)
    await signUp(world.auth, draftOf(anyone()))
    const dump = JSON.stringify(
      await db.admin('select encode(hash, $1) as hash, draft, email from app.mailed_tokens', ['escape']),
    )
    expect(dump).not.toContain(world.token('verify'))
  })
})

describe('signing in', () => {
  it('a password opens the business used last, in two trips', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const trips = world.meter.trips
    const again = await logIn(world.auth, { email: owner.email, password: PASSWORD })
    expect(world.meter.trips - trips).toBe(2)
    expect(again.body.tenant_id).toBe(owner.body.tenant_id)
    expect((await personOf('', again)).bearer.sessionId).not.toBe(owner.bearer.sessionId)
  })

  it('AU9 an unknown account and a wrong password cost the same and answer the same', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const measure = async (address: string) => {
      const before = { trips: world.meter.trips, hashes: world.passwords.hashes }
      const refusal = await logIn(world.auth, { email: address, password: 'wrong password' }).catch((error) => error)
      const { code, message, details, hint } = refusal
      return {
        code,
        message,
        details,
        hint,
        trips: world.meter.trips - before.trips,
        hashes: world.passwords.hashes - before.hashes,
      }
    }
    const wrong = await measure(email)
    expect(wrong).toMatchObject({ code: 'UNAUTHORIZED', trips: 2, hashes: 1 })
    expect(await measure(anyone())).toEqual(wrong)
  })

  it("a business that is not one's own is not found", async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const stranger = await newOwner(world)
    for (const tenant_id of [stranger.body.tenant_id, 'nonsense', crypto.randomUUID()]) {
      expect(await refusalOf(logIn(world.auth, { email: owner.email, password: PASSWORD, tenant_id }))).toMatch(
        /^NOT_FOUND/,
      )
    }
  })

  it('AU7 logging out ends the token at once, for refresh and for access', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    await logOut(world.auth, owner.refreshToken)
    await logOut(world.auth, owner.refreshToken)
    expect(await refusalOf(refreshSession(world.auth, owner.refreshToken))).toMatch(/^UNAUTHORIZED/)
    expect(await refusalOf(getMe(world.auth.system, owner.bearer))).toBe('UNAUTHORIZED session')
    const audit = await db.admin("select action from app.audit where tenant_id = $1 and action like 'session.%'", [
      owner.body.tenant_id,
    ])
    expect(audit).toEqual([{ action: 'session.revoke' }])
  })

  it('a sign-in ends after 90 days', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const days = owner.expiresAt.getTime() - Date.now()
    expect(Math.round(days / 86_400_000)).toBe(90)
    await db.admin("update app.sessions set expires_at = clock_timestamp() - interval '1 second' where id = $1", [
      owner.bearer.sessionId,
    ])
    expect(await refusalOf(refreshSession(world.auth, owner.refreshToken))).toMatch(/^UNAUTHORIZED/)
    expect(await refusalOf(getMe(world.auth.system, owner.bearer))).toBe('UNAUTHORIZED session')
  })
})

describe('passwords', () => {
  it('AU10 A-AUTH-3 a reset works once, changes the password and ends every sign-in', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    await forgotPassword(world.auth, owner.email)
    const token = world.token('reset')
    expect(await resetPassword(world.auth, token, 'another horse battery')).toEqual({ status: 'PASSWORD_CHANGED' })
    expect(await refusalOf(refreshSession(world.auth, owner.refreshToken))).toMatch(/^UNAUTHORIZED/)
    expect(await refusalOf(logIn(world.auth, { email: owner.email, password: PASSWORD }))).toMatch(/^UNAUTHORIZED/)
    expect(await refusalOf(logIn(world.auth, { email: owner.email, password: 'another horse battery' }))).toBe(
      'accepted',
    )
    expect(await refusalOf(resetPassword(world.auth, token, 'third horse battery'))).toBe('VALIDATION_ERROR token')
  })

  it('AU10 a newer reset link replaces the older, and a link for one purpose serves no other', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    await forgotPassword(world.auth, owner.email)
    const first = world.token('reset')
    await forgotPassword(world.auth, owner.email)
    expect(await refusalOf(resetPassword(world.auth, first, 'another horse battery'))).toBe('VALIDATION_ERROR token')
    expect(await refusalOf(verifyEmail(world.auth, { token: world.token('reset') }))).toBe('VALIDATION_ERROR token')
    await setClock('1 hour')
    expect(await refusalOf(resetPassword(world.auth, world.token('reset'), 'another horse battery'))).toBe(
      'VALIDATION_ERROR token',
    )
    await setClock('0')
  })

  it('AU9 forgot answers and works alike for an address that nobody has', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const measure = async (email: string) => {
      const before = { trips: world.meter.trips, mails: world.mails.length }
      const answer = await forgotPassword(world.auth, email)
      return {
        status: answer.status,
        trips: world.meter.trips - before.trips,
        mails: world.mails.length - before.mails,
      }
    }
    expect(await measure(owner.email)).toEqual(await measure(anyone()))
    expect(world.mails.at(-1)?.kind).toBe('unknown_address')
  })

  it('A-AUTH-3 changing the password ends every other sign-in', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const other = await logIn(world.auth, { email: owner.email, password: PASSWORD })
    expect(
      await refusalOf(changePassword(world.auth, owner.bearer, { current: 'wrong', new: 'another horse battery' })),
    ).toBe('VALIDATION_ERROR current')
    await changePassword(world.auth, owner.bearer, { current: PASSWORD, new: 'another horse battery' })
    expect(await refusalOf(refreshSession(world.auth, other.refreshToken))).toMatch(/^UNAUTHORIZED/)
    expect(await refusalOf(getMe(world.auth.system, owner.bearer))).toBe('accepted')
    expect(await refusalOf(logIn(world.auth, { email: owner.email, password: 'another horse battery' }))).toBe(
      'accepted',
    )
  })
})

describe('the list of sign-ins', () => {
  it('pages through all of them once, and ends one', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    for (let i = 0; i < 4; i++) await logIn(world.auth, { email: owner.email, password: PASSWORD })
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await listSessions(world.auth, cursors, owner.bearer, { limit: 2, cursor: cursor ?? undefined })
      seen.push(...page.rows.map((row) => row.id))
      cursor = page.cursor
    } while (cursor)
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
    const revoked = await revokeSession(world.auth, owner.bearer, seen[0] as string)
    expect(revoked).toMatchObject({ id: seen[0], is_current: false, allowed_actions: [] })
    const left = await listSessions(world.auth, cursors, owner.bearer, { limit: 20 })
    expect(left.rows.map((row) => row.id)).toEqual(seen.slice(1))
    expect(left.rows.filter((row) => row.is_current).map((row) => row.id)).toEqual([owner.bearer.sessionId])
  })

  it("a stranger's sign-in is not found", async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const stranger = await newOwner(world)
    for (const id of [stranger.bearer.sessionId as string, crypto.randomUUID(), 'nonsense']) {
      expect(await refusalOf(revokeSession(world.auth, owner.bearer, id))).toBe('NOT_FOUND')
    }
    expect(await refusalOf(getMe(world.auth.system, stranger.bearer))).toBe('accepted')
  })
})

describe('sign-ins of an outside issuer', () => {
  const clerk = async (status: string) => {
    const [userId, orgId] = [`user_${crypto.randomUUID().slice(0, 8)}`, `org_${crypto.randomUUID().slice(0, 8)}`]
    const tenant = crypto.randomUUID()
    await db.admin("insert into app.users (id, issuer, email, name) values ($1, 'clerk', $2, 'Cleo')", [
      userId,
      anyone(),
    ])
    await db.admin("insert into app.tenants (id, external_org_id, name, owner_email) values ($1, $2, 'Clerked', '')", [
      tenant,
      orgId,
    ])
    await db.admin("insert into app.memberships (tenant_id, user_id, role, status) values ($1, $2, 'OWNER', $3)", [
      tenant,
      userId,
      status,
    ])
    return { userId, orgId, sessionId: null }
  }

  it('work by organisation and membership, and are managed there', async () => {
    const world = authWorld(db)
    const bearer = await clerk('ACTIVE')
    expect(await getMe(world.auth.system, bearer)).toMatchObject({
      role: 'OWNER',
      business_name: 'Clerked',
      session_id: null,
    })
    expect(await refusalOf(listSessions(world.auth, cursors, bearer, { limit: 20 }))).toBe('FORBIDDEN')
    expect(await refusalOf(changePassword(world.auth, bearer, { current: 'x', new: 'y' }))).toBe('FORBIDDEN')
  })

  it('TI14 DESIGN 5 an unmapped organisation and a disabled member are 403', async () => {
    const world = authWorld(db)
    expect(await refusalOf(getMe(world.auth.system, await clerk('DISABLED')))).toBe('FORBIDDEN member')
    const bearer = await clerk('ACTIVE')
    for (const orgId of ['org_unknown', '']) {
      const refusal = await getMe(world.auth.system, { ...bearer, orgId }).catch((error) => error)
      expect(refusal).toMatchObject({ code: 'FORBIDDEN', message: 'Tenant not initialized' })
    }
  })
})

describe('tidying', () => {
  it('deletes what is long past and keeps what still counts', async () => {
    const world = authWorld(db)
    const [kept, gone] = [await newOwner(world), await newOwner(world)]
    await signUp(world.auth, draftOf(anyone()))
    await db.admin("update app.sessions set expires_at = clock_timestamp() - interval '31 days' where id = $1", [
      gone.bearer.sessionId,
    ])
    await db.admin("update app.mailed_tokens set created_at = created_at - interval '31 days' where email = $1", [
      gone.email,
    ])
    await world.auth.system.value(sql`app.tidy_identity()`)
    expect(await db.admin('select 1 from app.sessions where id = $1', [gone.bearer.sessionId])).toEqual([])
    expect(await db.admin('select 1 from app.refresh_tokens where session_id = $1', [gone.bearer.sessionId])).toEqual(
      [],
    )
    expect(await db.admin('select 1 from app.mailed_tokens where email = $1', [gone.email])).toEqual([])
    expect(await refusalOf(refreshSession(world.auth, kept.refreshToken))).toBe('accepted')
    expect(await refusalOf(verifyEmail(world.auth, { token: world.token('verify') }))).toBe('accepted')
  })
})
