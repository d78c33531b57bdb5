import { generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { type Answer, apiClient, mailTo, newAddress, type SignedUp, signUp } from '../support/api.ts'
import { useStack } from '../support/shared-stack.ts'

const stack = useStack()
const cookieOf = (answer: Answer) =>
  /__Host-hub_refresh=([^;]*)/.exec(answer.headers.get('Set-Cookie') ?? '')?.[1] ?? ''
const withCookie = (cookie: string) => ({
  headers: { Cookie: `__Host-hub_refresh=${cookie}`, 'User-Agent': 'one browser' },
})
const tokenTo = async (email: string) =>
  new URL((await mailTo(stack, email))[0]?.links[0] ?? '').searchParams.get('token')
const logIn = (owner: SignedUp, address = newAddress()) =>
  apiClient(stack, null, address).post(
    '/v1/auth/login',
    { email: owner.email, password: owner.password },
    { headers: { 'User-Agent': 'one browser' } },
  )
const bytesOf = (answer: Answer) => answer.text.replace(/req_[0-9a-f]+/, '')

describe('D-ACC sign-up by mail', () => {
  it('D-ACC-1 D-ACC-2 D-ACC-3 the literal calls of the owner journey', async () => {
    const email = `owner-${newId()}@cyclonerake.com`
    const guest = apiClient(stack)
    const signup = await guest.post('/v1/auth/signup', {
      email,
      name: 'John Doe',
      business_name: 'CycloneRake',
      intent: 'optimize_operations',
      use_case: 'Track inventory and orders from ERPNext',
      password: 'a good password 12',
    })
    expect(signup.status, signup.text).toBe(201)
    const [mail] = await mailTo(stack, email)
    expect(mail?.links).toHaveLength(1)
    expect(mail?.links[0]).toMatch(/\/verify\?token=[\w-]{43}$/)
    const verified = await guest.post('/v1/auth/verify', { token: await tokenTo(email) })
    expect(verified.body.data).toMatchObject({
      jwt: expect.any(String),
      workspace_id: expect.any(String),
      user: { email, name: 'John Doe', role: 'OWNER', business_name: 'CycloneRake' },
    })
    const rows = await stack.admin('select id as tenant_id, name, plan from app.tenants where owner_email = $1', [
      email,
    ])
    expect(rows).toEqual([{ tenant_id: verified.body.data.tenant_id, name: 'CycloneRake', plan: 'FREE' }])
    const contacts = await apiClient(stack, verified.body.data.jwt).get('/v1/contacts')
    expect({ status: contacts.status, data: contacts.body.data }).toEqual({ status: 200, data: [] })
  })

  it('D-ACC takes either form of an international address for the same account', async () => {
    const name = newId()
    const [letters, servers] = [`info-${name}@kfz-müller.example`, `info-${name}@xn--kfz-mller-u9a.example`]
    const password = 'a good password 12'
    const guest = apiClient(stack, null, newAddress())
    await guest.post('/v1/auth/signup', { email: letters, name: 'Ana', business_name: 'Kfz Müller', password })
    const [mail] = await mailTo(stack, letters)
    // No mail server has to know how to read letters.
    expect(mail?.to).toBe(servers)
    expect((await mailTo(stack, servers))[0]?.links).toEqual(mail?.links)
    const token = new URL(mail?.links[0] ?? '').searchParams.get('token')
    const opened = await guest.post('/v1/auth/verify', { token, password })
    expect(opened.body.data.user.email).toBe(letters)
    for (const email of [letters, servers, servers.toUpperCase()])
      expect((await guest.post('/v1/auth/login', { email, password })).status, email).toBe(200)
    const api = apiClient(stack, opened.body.data.jwt)
    const contact = await api.post('/v1/contacts', { display_name: 'Müller', email: `kunde-${name}@straße.example` })
    const invoice = await api.post('/v1/invoices', {
      contact_id: contact.body.data.id,
      line_items: [{ name: 'Oil', qty: '1', rate: '10' }],
    })
    const sent = await api.post(`/v1/invoices/${invoice.body.data.id}/send`, { channel: 'EMAIL' })
    expect(sent.status, sent.text).toBe(200)
    expect((await mailTo(stack, `kunde-${name}@straße.example`))[0]).toMatchObject({
      to: `kunde-${name}@xn--strae-oqa.example`,
    })
  })

  it("AU10 whoever signs up last with somebody's address does not get it", async () => {
    const email = `owner-${newId()}@cyclonerake.com`
    const guest = apiClient(stack)
    const draft = (business_name: string, password: string) => ({ email, name: 'Ana', business_name, password })
    await guest.post('/v1/auth/signup', draft('Mine', 'a good password 12'))
    const token = await tokenTo(email)
    await apiClient(stack).post('/v1/auth/signup', draft('Evil', 'known to the stranger'))
    const strangers = new URL((await mailTo(stack, email, 2))[0]?.links[0] ?? '').searchParams.get('token')
    const mine = await guest.post('/v1/auth/verify', { token, password: 'chosen by the mailbox' })
    expect(mine.body.data.user.business_name).toBe('Mine')
    expect((await guest.post('/v1/auth/verify', { token: strangers })).status).toBe(200)
    const logsIn = async (password: string) =>
      (await apiClient(stack, null, newAddress()).post('/v1/auth/login', { email, password })).status
    expect(await logsIn('known to the stranger')).toBe(401)
    expect(await logsIn('a good password 12')).toBe(401)
    expect(await logsIn('chosen by the mailbox')).toBe(200)
  })

  it('AU9 who never confirmed is told by mail only, the link again', async () => {
    const email = `owner-${newId()}@cyclonerake.com`
    const password = 'a good password 12'
    await apiClient(stack).post('/v1/auth/signup', { email, name: 'Ana', business_name: 'Mine', password })
    const unconfirmed = await apiClient(stack).post('/v1/auth/login', { email, password })
    const unknown = await apiClient(stack).post('/v1/auth/login', { email: `nobody-${newId()}@example.com`, password })
    expect([unconfirmed.status, bytesOf(unconfirmed)]).toEqual([401, bytesOf(unknown)])
    const [mail] = await mailTo(stack, email, 2)
    expect(mail?.subject).toBe('Confirm your e-mail address first')
    const token = new URL(mail?.links[0] ?? '').searchParams.get('token')
    expect((await apiClient(stack).post('/v1/auth/verify', { token })).status).toBe(200)
  })

  it('AU9 a known address is told by mail only', async () => {
    const owner = await signUp(stack)
    const again = await apiClient(stack).post('/v1/auth/signup', {
      email: owner.email,
      name: 'Mallory',
      business_name: 'Another',
      intent: '',
      use_case: '',
      password: 'a good password 12',
    })
    expect(again.body.data).toEqual({ email: owner.email, status: 'VERIFICATION_SENT' })
    const mails = await mailTo(stack, owner.email, 2)
    expect(mails[0]?.subject).toBe('You have an account already')
    expect(mails[0]?.text).not.toMatch(/token=|Mallory/)
  })

  it('AU9 login, wrong or unknown: the same bytes, and after five tries or a few more 429 for both', async () => {
    const owner = await signUp(stack)
    const guesser = (email: string) => {
      const api = apiClient(stack, null, newAddress())
      return () => api.post('/v1/auth/login', { email, password: 'wrong' })
    }
    const [wrong, nobody] = [guesser(owner.email), guesser(`nobody-${newId()}@example.com`)]
    let [one, other] = await Promise.all([wrong(), nobody()])
    for (let i = 1; i < 5; i++) {
      expect([one.status, other.status]).toEqual([401, 401])
      expect(bytesOf(one)).toBe(bytesOf(other))
      ;[one, other] = await Promise.all([wrong(), nobody()])
    }
    // The first waits are of a second or two, and a busy machine needs as long for one try.
    for (let i = 0; i < 5 && one.status === 401; i++) one = await wrong()
    for (let i = 0; i < 5 && other.status === 401; i++) other = await nobody()
    expect([one.status, other.status]).toEqual([429, 429])
    expect(Number(one.headers.get('Retry-After'))).toBeGreaterThan(0)
  })
})

describe('another business', () => {
  it('is opened by who is signed in, and shares nothing with the first', async () => {
    const owner = await signUp(stack)
    await owner.api.post('/v1/contacts', { display_name: 'Of the first' })
    const opened = await owner.api.post('/v1/auth/businesses', { business_name: 'Second', currency: 'EUR' })
    expect({ status: opened.status, user: opened.body.data.user }).toMatchObject({
      status: 201,
      user: { email: owner.email, role: 'OWNER', business_name: 'Second' },
    })
    const second = apiClient(stack, opened.body.data.jwt)
    expect((await second.get('/v1/contacts')).body.data).toEqual([])
    expect((await second.get('/v1/business')).body.data).toMatchObject({ currency: 'EUR', timezone: 'UTC' })
    const { businesses } = (await second.get('/v1/auth/me')).body.data
    expect(businesses.map((one: { name: string }) => one.name).sort()).toEqual(['Second', 'Test & Co'])
    expect((await owner.api.get('/v1/contacts')).body.data).toHaveLength(1)
  })
})

describe('AU1 to AU6 tokens at the door', () => {
  it('every bad token is answered with the same 401', async () => {
    const { jwt } = await signUp(stack)
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const own = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
    const other = await generateKeyPair('ES256')
    const forged = await new SignJWT(own).setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' }).sign(other.privateKey)
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const bad = {
      'AU1 none': `${part({ alg: 'none', kid })}.${payload}.AA`,
      'AU1 HS256': await new SignJWT(own)
        .setProtectedHeader({ alg: 'HS256', kid })
        .sign(new TextEncoder().encode('a secret of thirty-two characters')),
      'AU1 another key': forged,
      'AU1 loose encoding': `${header}.${payload}.${signature}=`,
      'AU1 a space': `${header} .${payload}.${signature}`,
      'AU2 unknown key': `${part({ alg: 'ES256', kid: '../../etc/passwd' })}.${payload}.${signature}`,
      'AU5 another business': `${header}.${part({ ...own, org_id: 'org_hub_other' })}.${signature}`,
      'AU6 large': `${header}.${'A'.repeat(9000)}.${signature}`,
      empty: '',
      nonsense: 'nonsense',
    }
    const first = await apiClient(stack).get('/v1/contacts')
    for (const [name, token] of Object.entries(bad)) {
      const answer = await apiClient(stack, token).get('/v1/contacts')
      expect([name, answer.status, answer.headers.get('WWW-Authenticate'), bytesOf(answer)]).toEqual([
        name,
        401,
        'Bearer',
        bytesOf(first),
      ])
    }
    expect((await apiClient(stack, jwt).get('/v1/contacts')).status).toBe(200)
  })

  it('the key set is public and fits the tokens', async () => {
    const { jwt } = await signUp(stack)
    const { kid } = JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString())
    const { keys } = (await apiClient(stack).get('/.well-known/jwks.json')).body
    expect(keys).toMatchObject([{ kid, alg: 'ES256', use: 'sig' }])
    expect(Object.keys(keys[0])).not.toContain('d')
  })
})

describe('AU7 AU8 the refresh cookie', () => {
  it('AU8 is bound to the host, to TLS and to HTTP', async () => {
    const login = await logIn(await signUp(stack))
    const [refresh, device] = login.headers.getSetCookie()
    expect(refresh).toMatch(/^__Host-hub_refresh=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)
    expect(device).toMatch(/^__Host-hub_device=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('AU7 a hundred tabs at once stay signed in, in one family; logout ends it for all', async () => {
    const owner = await signUp(stack)
    const address = newAddress()
    const cookie = cookieOf(await logIn(owner, address))
    const browser = apiClient(stack, null, address)
    const tabs = await Promise.all(
      Array.from({ length: 100 }, () => browser.post('/v1/auth/refresh', undefined, withCookie(cookie))),
    )
    expect(new Set(tabs.map((tab) => tab.status))).toEqual(new Set([200]))
    const cookies = new Set(tabs.map(cookieOf))
    expect(cookies.size).toBe(1)
    const [next = ''] = cookies
    const after = await browser.post('/v1/auth/refresh', undefined, withCookie(next))
    expect(after.status).toBe(200)
    const { jwt } = after.body.data
    expect((await apiClient(stack, jwt).get('/v1/auth/me')).status).toBe(200)
    expect((await browser.post('/v1/auth/logout', undefined, withCookie(cookieOf(after)))).status).toBe(200)
    expect((await browser.post('/v1/auth/refresh', undefined, withCookie(cookieOf(after)))).status).toBe(401)
    expect((await apiClient(stack, jwt).get('/v1/auth/me')).status).toBe(401)
  })

  it('AU7 a browser that asks from two addresses at once (IPv4 and IPv6) stays signed in', async () => {
    const owner = await signUp(stack)
    const cookie = cookieOf(await logIn(owner))
    const refresh = (address: string) =>
      apiClient(stack, null, address).post('/v1/auth/refresh', undefined, withCookie(cookie))
    const both = await Promise.all([refresh(newAddress()), refresh('2001:db8::7')])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(cookieOf(both[0]!)).toBe(cookieOf(both[1]!))
  })

  it('AU7 a stolen cookie, used in another browser after its owner, ends the family', async () => {
    const owner = await signUp(stack)
    const address = newAddress()
    const browser = apiClient(stack, null, address)
    const cookie = cookieOf(await logIn(owner, address))
    const next = cookieOf(await browser.post('/v1/auth/refresh', undefined, withCookie(cookie)))
    const thief = { headers: { ...withCookie(cookie).headers, 'User-Agent': 'another browser' } }
    expect((await apiClient(stack).post('/v1/auth/refresh', undefined, thief)).status).toBe(401)
    expect((await browser.post('/v1/auth/refresh', undefined, withCookie(next))).status).toBe(401)
  })

  it.each([
    ['Sec-Fetch-Site: cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['Origin: https://evil.example', { Origin: 'https://evil.example' }],
    ['Origin: null', { Origin: 'null' }],
  ])('HD1 %s uses no cookie', async (_, headers: Record<string, string>) => {
    const owner = await signUp(stack)
    const address = newAddress()
    const cookie = cookieOf(await logIn(owner, address))
    const browser = apiClient(stack, null, address)
    const evil = { headers: { ...withCookie(cookie).headers, ...headers } }
    expect((await browser.post('/v1/auth/refresh', undefined, evil)).status).toBe(403)
    expect((await browser.post('/v1/auth/logout', undefined, evil)).status).toBe(403)
    expect((await browser.post('/v1/auth/refresh', undefined, withCookie(cookie))).status).toBe(200)
  })
})

describe('AU10 A-AUTH-3 resetting a password', () => {
  it('works once, by mail, and ends every sign-in', async () => {
    const owner = await signUp(stack)
    const guest = apiClient(stack)
    expect((await guest.post('/v1/auth/forgot', { email: owner.email })).body.data.status).toBe('RESET_SENT')
    await mailTo(stack, owner.email, 2)
    const body = { token: await tokenTo(owner.email), password: 'quite another password' }
    expect((await guest.post('/v1/auth/reset', body)).status).toBe(200)
    expect((await guest.post('/v1/auth/reset', body)).status).toBe(422)
    expect((await owner.api.get('/v1/auth/me')).status).toBe(401)
    expect((await logIn(owner)).status).toBe(401)
    expect((await logIn({ ...owner, password: body.password })).status).toBe(200)
  })
})

describe('RL1 sign-in and sign-up per address', () => {
  // What is no address is refused before it is counted.
  const forgot = (api: ReturnType<typeof apiClient>, headers: Record<string, string> = {}) =>
    api.post('/v1/auth/forgot', { email: 'nobody-of-the-office@example.com' }, { headers })

  it('AU9 whoever used up the tries of an office keeps no browser out that signed in before', async () => {
    const owner = await signUp(stack)
    const address = newAddress()
    const office = apiClient(stack, null, address)
    const { email, password } = owner
    const device =
      /__Host-hub_device=[^;]*/.exec((await logIn(owner, address)).headers.getSetCookie().join())?.[0] ?? ''
    while ((await forgot(office)).status !== 429);
    expect((await office.post('/v1/auth/login', { email, password })).status).toBe(429)
    const known = { headers: { Cookie: device } }
    expect((await office.post('/v1/auth/login', { email, password: 'wrong' }, known)).status).toBe(401)
    expect((await office.post('/v1/auth/login', { email, password }, known)).status).toBe(200)
  })

  it('RL1 thirty an hour, locally ten times that, whatever X-Forwarded-For says', async () => {
    const address = newAddress()
    const statuses: number[] = []
    for (let i = 0; i < 301; i++) {
      const headers = { 'X-Forwarded-For': `203.0.113.${i % 250}` }
      statuses.push((await forgot(apiClient(stack, null, address), headers)).status)
    }
    expect(statuses.slice(0, 300).every((status) => status === 200)).toBe(true)
    expect(statuses[300]).toBe(429)
    expect((await forgot(apiClient(stack))).status).toBe(200)
  })
})
