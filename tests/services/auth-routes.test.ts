import { beforeAll, describe, expect, it, vi } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { type Answer, cookieOf, useRoutes } from '../support/routes-in-node.ts'

const db = useDatabase()
beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
const hub = useRoutes(db)
const PASSWORD = 'correct horse battery'
let people = 0
const anyone = () => `route${++people}@example.com`
const draft = (email: string) => ({
  email,
  name: 'John Doe',
  business_name: 'CycloneRake',
  intent: 'optimize_operations',
  use_case: 'Track orders',
  password: PASSWORD,
})

async function newOwner(email: string = anyone()) {
  await hub.ask('POST', '/v1/auth/signup', draft(email))
  const answer = await hub.ask('POST', '/v1/auth/verify', { token: hub.tokenFor(email) })
  return { email, answer, jwt: answer.data.jwt, cookie: cookieOf(answer) }
}
const outcome = ({ status, error }: Answer) =>
  [status, error?.code, error?.details.map((one) => one.field).join()].filter(Boolean).join(' ')
const trips = (answer: Answer) => Number(/desc="(\d+)"/.exec(answer.headers.get('Server-Timing') ?? '')?.[1])

describe('the routes of sign-in', () => {
  it('sign up, verify, me: statuses, shapes, trips, cookie (AU8)', async () => {
    const email = anyone()
    const signup = await hub.ask('POST', '/v1/auth/signup', draft(email))
    expect(signup).toMatchObject({ status: 201, data: { email, status: 'VERIFICATION_SENT' }, meta: { cursor: null } })
    expect(trips(signup)).toBe(1)
    const verified = await hub.ask('POST', '/v1/auth/verify', { token: hub.tokenFor(email) })
    expect(verified).toMatchObject({
      status: 200,
      data: { user: { email, name: 'John Doe', role: 'OWNER', business_name: 'CycloneRake' } },
    })
    expect(trips(verified)).toBe(1)
    expect(verified.headers.getSetCookie()[0]).toMatch(
      /^__Host-hub_refresh=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(verified.headers.get('Cache-Control')).toBe('private, no-store')
    const me = await hub.ask('GET', '/v1/auth/me', undefined, { jwt: verified.data.jwt })
    expect(me).toMatchObject({
      status: 200,
      data: { user: { email }, role: 'OWNER', businesses: [{ name: 'CycloneRake', is_current: true }] },
    })
    expect(trips(me)).toBe(1)
  })

  it('refresh rotates in one trip, logout ends it', async () => {
    const owner = await newOwner()
    const refreshed = await hub.ask('POST', '/v1/auth/refresh', undefined, { cookie: owner.cookie })
    expect(refreshed).toMatchObject({ status: 200, data: { tenant_id: owner.answer.data.tenant_id } })
    expect(trips(refreshed)).toBe(1)
    expect(cookieOf(refreshed)).not.toBe(owner.cookie)
    const out = await hub.ask('POST', '/v1/auth/logout', undefined, { cookie: cookieOf(refreshed) })
    expect(out).toMatchObject({ status: 200, data: { status: 'SIGNED_OUT' } })
    expect(out.headers.get('Set-Cookie')).toMatch(/^__Host-hub_refresh=; Max-Age=0; Path=\/;.* Secure/)
    expect(outcome(await hub.ask('POST', '/v1/auth/refresh', undefined, { cookie: cookieOf(refreshed) }))).toBe(
      '401 UNAUTHORIZED',
    )
    expect(outcome(await hub.ask('GET', '/v1/auth/me', undefined, { jwt: owner.jwt }))).toBe('401 UNAUTHORIZED')
  })

  it('login, switch, password, reset, sessions', async () => {
    const owner = await newOwner()
    const login = await hub.ask('POST', '/v1/auth/login', { email: owner.email.toUpperCase(), password: PASSWORD })
    expect(login).toMatchObject({ status: 200, data: { tenant_id: owner.answer.data.tenant_id } })
    expect(trips(login)).toBe(2)
    const jwt = login.data.jwt
    expect(outcome(await hub.ask('POST', '/v1/auth/switch', { tenant_id: owner.answer.data.tenant_id }, { jwt }))).toBe(
      '200',
    )
    expect(outcome(await hub.ask('POST', '/v1/auth/switch', { tenant_id: crypto.randomUUID() }, { jwt }))).toBe(
      '404 NOT_FOUND',
    )
    const list = await hub.ask('GET', '/v1/auth/sessions?limit=1', undefined, { jwt })
    expect(list).toMatchObject({ status: 200, data: [{ is_current: true, user_agent: 'test', ip: '192.0.2.7' }] })
    expect(list.meta.cursor).not.toBeNull()
    expect(outcome(await hub.ask('GET', `/v1/auth/sessions?cursor=${list.meta.cursor}x`, undefined, { jwt }))).toMatch(
      /^400/,
    )
    expect(
      outcome(await hub.ask('POST', '/v1/auth/password', { current: 'nope', new: 'another horse battery' }, { jwt })),
    ).toBe('422 VALIDATION_ERROR current')
    expect(
      await hub.ask('POST', '/v1/auth/password', { current: PASSWORD, new: 'another horse battery' }, { jwt }),
    ).toMatchObject({ status: 200, data: { status: 'PASSWORD_CHANGED' } })
    expect(outcome(await hub.ask('POST', '/v1/auth/refresh', undefined, { cookie: owner.cookie }))).toBe(
      '401 UNAUTHORIZED',
    )
    expect(await hub.ask('POST', '/v1/auth/forgot', { email: owner.email })).toMatchObject({
      status: 200,
      data: { status: 'RESET_SENT' },
    })
    const token = hub.tokenFor(owner.email)
    expect(outcome(await hub.ask('POST', '/v1/auth/reset', { token, password: 'third horse battery' }))).toBe('200')
    expect(outcome(await hub.ask('POST', '/v1/auth/reset', { token, password: 'third horse battery' }))).toBe(
      '422 VALIDATION_ERROR token',
    )
    expect(
      outcome(await hub.ask('POST', '/v1/auth/login', { email: owner.email, password: 'third horse battery' })),
    ).toBe('200')
  })

  it.each([
    ['no name', { name: '  ' }, 'name'],
    ['no such address', { email: 'nobody' }, 'email'],
    ['a header in the address', { email: 'a@example.com\r\nBcc: b@example.com' }, 'email'],
    ['a short password', { password: '1234567' }, 'password'],
    ['a common password', { password: 'Password' }, 'password'],
    ['another common password', { password: 'password1' }, 'password'],
    ['spaces for a password', { password: '        ' }, 'password'],
    ['a metal as currency', { currency: 'XAU' }, 'currency'],
    ['no such zone', { timezone: 'Mars/Base' }, 'timezone'],
    ['an unknown field', { tenant_id: 'x' }, 'tenant_id'],
    ['a NUL in a name', { business_name: 'a\u0000b' }, 'business_name'],
  ])('sign-up refuses %s', async (_, change, field) => {
    expect(outcome(await hub.ask('POST', '/v1/auth/signup', { ...draft(anyone()), ...change }))).toBe(
      `422 VALIDATION_ERROR ${field}`,
    )
  })

  it('a body that is not JSON, of another type or too large', async () => {
    const signup = (raw: string, headers = {}) => hub.ask('POST', '/v1/auth/signup', undefined, { raw, headers })
    expect((await signup('{')).status).toBe(400)
    expect((await signup('a=b', { 'Content-Type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect((await signup(JSON.stringify({ name: 'x'.repeat(300_000) }))).status).toBe(413)
  })

  it('AU9 login answers an unknown address and a wrong password in the same bytes', async () => {
    const { email } = await newOwner()
    const bytes = async (address: string) => {
      const answer = await hub.ask(
        'POST',
        '/v1/auth/login',
        { email: address, password: 'wrong' },
        { headers: { 'CF-Connecting-IP': '192.0.2.99' } },
      )
      return [
        answer.status,
        trips(answer),
        answer.headers.get('WWW-Authenticate'),
        answer.text.replace(answer.meta.request_id, ''),
      ]
    }
    const wrong = await bytes(email)
    expect(wrong.slice(0, 3)).toEqual([401, 2, 'Bearer'])
    expect(await bytes(anyone())).toEqual(wrong)
  })

  it.each([
    ['no token', {}],
    ['nonsense', { jwt: 'nonsense' }],
    ['alg none', { jwt: 'eyJhbGciOiJub25lIn0.e30.' }],
    ['an expired signature', { jwt: 'eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.e30.AAAA' }],
    ['basic', { headers: { Authorization: 'Basic dXNlcjpwYXNz' } }],
  ])('AU1 %s: 401 with the same bytes', async (_, more) => {
    const answer = await hub.ask('GET', '/v1/auth/me', undefined, more)
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer')
    expect(answer.text.replace(answer.meta.request_id, '')).toBe(
      '{"error":{"code":"UNAUTHORIZED","message":"Sign in to continue","details":[]},"meta":{"request_id":""}}',
    )
  })

  it('HD1 only our own page may use the cookie', async () => {
    const { cookie } = await newOwner()
    const refresh = (headers: Record<string, string>) =>
      hub.ask('POST', '/v1/auth/refresh', undefined, { cookie, headers })
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: 'http://hub.example', 'Sec-Fetch-Site': 'cross-site' },
    ] as Record<string, string>[]) {
      expect(outcome(await refresh(headers))).toBe('403 FORBIDDEN')
      expect((await hub.ask('POST', '/v1/auth/logout', undefined, { cookie, headers })).status).toBe(403)
      expect(
        (await hub.ask('POST', '/v1/auth/login', { email: 'a@example.com', password: 'x' }, { headers })).status,
      ).toBe(403)
    }
    expect((await refresh({ 'Sec-Fetch-Site': 'same-origin', Origin: 'http://hub.example' })).status).toBe(200)
    expect((await refresh({ Origin: 'http://hub.example' })).status).toBe(200)
  })

  it('a mail that is refused is 502, for a known address as for an unknown', async () => {
    const { email } = await newOwner()
    const other = anyone()
    for (const address of [email, other]) {
      hub.refuseMail.add(address)
      expect(outcome(await hub.ask('POST', '/v1/auth/signup', draft(address)))).toBe('502 PROVIDER_ERROR')
      expect(outcome(await hub.ask('POST', '/v1/auth/forgot', { email: address }))).toBe('502 PROVIDER_ERROR')
    }
    hub.refuseMail.clear()
    expect((await hub.ask('POST', '/v1/auth/signup', draft(other))).status).toBe(201)
  })

  it('the public keys are public, and only they', async () => {
    const answer = await hub.ask('GET', '/.well-known/jwks.json')
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text).keys).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        use: 'sig',
        alg: 'ES256',
        kid: expect.any(String),
        x: expect.any(String),
        y: expect.any(String),
      },
    ])
  })
})

describe('the stream of changes', () => {
  it('answers in the envelope, with a time, when a business has no place left', async () => {
    const { jwt } = await newOwner()
    const answer = await hub.ask('GET', '/v1/live', undefined, { jwt })
    expect(answer).toMatchObject({ status: 429, error: { code: 'RATE_LIMITED' } })
    expect([answer.headers.get('Retry-After'), trips(answer)]).toEqual(['60', 1])
  })
})

describe('the routes of the team', () => {
  it('invite, join, change, disable, remove', async () => {
    const owner = await newOwner()
    const email = anyone()
    const as = { jwt: owner.jwt }
    const invited = await hub.ask('POST', '/v1/team/invitations', { email, role: 'STAFF' }, as)
    expect(invited).toMatchObject({
      status: 201,
      data: { email, role: 'STAFF', status: 'INVITED', allowed_actions: ['resend', 'revoke'] },
    })
    expect(hub.mails.at(-1)).toMatchObject({ to: [email], subject: 'You are invited to join a team' })
    const joined = await hub.ask('POST', '/v1/auth/accept-invitation', {
      token: hub.tokenFor(email),
      name: 'Bo Li',
      password: PASSWORD,
    })
    expect(joined).toMatchObject({
      status: 200,
      data: { tenant_id: owner.answer.data.tenant_id, user: { email, role: 'STAFF' } },
    })
    const { id } = joined.data.user
    const jwt = joined.data.jwt
    expect(outcome(await hub.ask('POST', '/v1/team/invitations', { email: anyone(), role: 'STAFF' }, { jwt }))).toBe(
      '403 FORBIDDEN',
    )
    const path = `/v1/team/members/${id}`
    expect(await hub.ask('PATCH', path, { role: 'AGENT', if_match_version: 1 }, as)).toMatchObject({
      status: 200,
      data: { role: 'AGENT', version: 2 },
    })
    const stale = await hub.ask('PATCH', path, { role: 'STAFF', if_match_version: 1 }, as)
    expect(stale).toMatchObject({
      status: 409,
      error: { code: 'CONFLICT', latest: { user_id: id, role: 'AGENT', version: 2 } },
    })
    expect(outcome(await hub.ask('PATCH', path, {}, as))).toBe('422 VALIDATION_ERROR role')
    expect(outcome(await hub.ask('PATCH', path, { role: 'KING' }, as))).toBe('422 VALIDATION_ERROR role')
    expect(outcome(await hub.ask('PATCH', path, { status: 'DISABLED' }, as))).toBe('200')
    expect(outcome(await hub.ask('GET', '/v1/team/members', undefined, { jwt }))).toBe('403 FORBIDDEN')
    expect(await hub.ask('DELETE', path, undefined, as)).toMatchObject({
      status: 200,
      data: { user_id: id, allowed_actions: [] },
    })
    expect(outcome(await hub.ask('DELETE', path, undefined, as))).toBe('404 NOT_FOUND')
    expect(await hub.ask('GET', '/v1/team/members', undefined, as)).toMatchObject({
      status: 200,
      data: [{ email: owner.email, is_me: true, allowed_actions: [] }],
    })
  })

  it('RB2 the last owner stays: 409 with the member as it is', async () => {
    const owner = await newOwner()
    const { id } = owner.answer.data.user
    for (const [method, body] of [
      ['PATCH', { role: 'STAFF' }],
      ['PATCH', { status: 'DISABLED' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await hub.ask(method, `/v1/team/members/${id}`, body, { jwt: owner.jwt })
      expect(answer).toMatchObject({
        status: 409,
        error: {
          message: 'A business keeps at least one owner: make somebody else an owner first',
          latest: { user_id: id, role: 'OWNER', status: 'ACTIVE' },
        },
      })
    }
  })

  it('MO1 the same invitation under the same key is mailed once', async () => {
    const owner = await newOwner()
    const email = anyone()
    const invite = () =>
      hub.ask(
        'POST',
        '/v1/team/invitations',
        { email, role: 'STAFF' },
        { jwt: owner.jwt, headers: { 'Idempotency-Key': 'one' } },
      )
    const [first, second] = [await invite(), await invite()]
    expect(second.data).toEqual(first.data)
    expect(second.headers.get('Idempotent-Replayed')).toBe('true')
    expect(hub.mails.filter((mail) => mail.to[0] === email)).toHaveLength(1)
  })

  it('a refused mail is 502; the invitation is there, and resending under a new key works', async () => {
    const owner = await newOwner()
    const email = anyone()
    hub.refuseMail.add(email)
    const key = { jwt: owner.jwt, headers: { 'Idempotency-Key': 'again' } }
    expect(outcome(await hub.ask('POST', '/v1/team/invitations', { email, role: 'STAFF' }, key))).toBe(
      '502 PROVIDER_ERROR',
    )
    hub.refuseMail.delete(email)
    const list = await hub.ask('GET', '/v1/team/invitations?status=INVITED', undefined, { jwt: owner.jwt })
    const [open] = list.data as unknown as { id: string }[]
    expect(
      await hub.ask('POST', `/v1/team/invitations/${open?.id}/resend`, undefined, { jwt: owner.jwt }),
    ).toMatchObject({ status: 200, data: { status: 'INVITED', version: 2 } })
    expect(outcome(await hub.ask('POST', '/v1/team/invitations', { email, role: 'STAFF' }, key))).toBe('201')
    expect(hub.mails.filter((mail) => mail.to[0] === email)).toHaveLength(2)
    expect(outcome(await hub.ask('DELETE', `/v1/team/invitations/${open?.id}`, undefined, { jwt: owner.jwt }))).toBe(
      '409 CONFLICT',
    )
  })
})
