import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { readSigningKey, type SigningKey, signToken } from '../../../workers/adapters/tokens/issue.ts'
import { clerkIssuer, createVerifier, ownIssuer } from '../../../workers/adapters/tokens/verify.ts'

const NOW = 1_800_000_000
const ORIGIN = 'https://hub.example'
const CLERK = 'https://clerk.example'
const BEARER = {
  userId: '0199f0a0-0000-7000-8000-000000000001',
  orgId: 'org_hub_abc',
  sessionId: '0199f0a0-0000-7000-8000-000000000002',
}
const CLERK_V1 = { sub: 'user_2abc', sid: 'sess_2abc', org_id: 'org_2abc', org_role: 'admin', azp: ORIGIN, v: 1 }
const CLERK_V2 = {
  sub: 'user_2abc',
  sid: 'sess_2abc',
  o: { id: 'org_2abc', rol: 'admin' },
  azp: ORIGIN,
  v: 2,
  sts: 'active',
}

let own: SigningKey
let clerkPrivate: JWK
let clerkPublic: JWK
let verify: (token: string) => Promise<unknown>

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true })
  own = await readSigningKey(JSON.stringify(await exportJWK(pair.privateKey)))
  const rsa = await generateKeyPair('RS256', { extractable: true })
  clerkPrivate = { ...(await exportJWK(rsa.privateKey)), kid: 'ins_1', alg: 'RS256' }
  clerkPublic = { ...(await exportJWK(rsa.publicKey)), kid: 'ins_1', alg: 'RS256', use: 'sig' }
  const fetch = async () => Response.json({ keys: [clerkPublic] })
  const nowMs = () => NOW * 1000
  verify = createVerifier(
    [
      ownIssuer({ origin: ORIGIN, keys: own.publicJwks }),
      clerkIssuer({ issuer: CLERK, parties: [ORIGIN], fetch, nowMs }),
    ],
    nowMs,
  )
})

const sign = (claims: object, { key, alg, kid }: { key: JWK; alg: string; kid: string }) =>
  new SignJWT(claims as never).setProtectedHeader({ alg, kid, typ: 'JWT' }).sign(key)
const ownToken = (claims: object) =>
  sign(
    {
      iss: ORIGIN,
      aud: 'hub',
      iat: NOW,
      exp: NOW + 900,
      sub: BEARER.userId,
      org_id: BEARER.orgId,
      sid: BEARER.sessionId,
      ...claims,
    },
    { key: own.privateJwk, alg: 'ES256', kid: own.privateJwk.kid as string },
  )
const clerkToken = (claims: object, shape: object = CLERK_V2) =>
  sign(
    { iss: CLERK, iat: NOW, nbf: NOW - 10, exp: NOW + 60, ...shape, ...claims },
    { key: clerkPrivate, alg: 'RS256', kid: 'ins_1' },
  )
const refusal = (token: string) =>
  verify(token).then(
    () => 'accepted',
    (error) => `${error.code} ${error.message}`,
  )
const REFUSED = 'UNAUTHORIZED Sign in to continue'

describe('tokens of the built-in issuer', () => {
  it('a signed token comes back as its bearer', async () => {
    expect(await verify(await signToken(own, ORIGIN, BEARER, NOW * 1000))).toEqual(BEARER)
  })

  it.each([
    ['AU3 six seconds expired', { exp: NOW - 6, iat: NOW - 100 }, false],
    ['AU3 five seconds expired', { exp: NOW - 5, iat: NOW - 100 }, true],
    ['AU3 valid in five seconds', { nbf: NOW + 5 }, true],
    ['AU3 valid in six seconds', { nbf: NOW + 6 }, false],
    ['AU3 issued five seconds ahead', { iat: NOW + 5 }, true],
    ['AU3 issued six seconds ahead', { iat: NOW + 6 }, false],
    ['AU3 no expiry', { exp: undefined }, false],
    ['AU3 no issue time', { iat: undefined }, false],
    ['AU3 ten years', { exp: NOW + 315_360_000 }, false],
    ['AU3 expiry as text', { exp: String(NOW + 900) }, false],
    ['AU4 another issuer', { iss: 'https://evil.example' }, false],
    ['AU4 another audience', { aud: 'other' }, false],
    ['AU4 no audience', { aud: undefined }, false],
    ['AU4 another party', { azp: 'https://evil.example' }, false],
    ["AU4 an organisation of Clerk's", { org_id: 'org_2abc' }, false],
    ['AU5 no organisation', { org_id: undefined }, false],
    ['no session', { sid: undefined }, false],
    ['a subject that is not ours', { sub: 'user_2abc' }, false],
  ])('%s', async (_, claims, accepted) => {
    expect(await refusal(await ownToken(claims))).toBe(accepted ? 'accepted' : REFUSED)
  })

  it('AU1 signed with another key under our key id', async () => {
    const other = await generateKeyPair('ES256', { extractable: true })
    const key = await exportJWK(other.privateKey)
    const claims = {
      iss: ORIGIN,
      aud: 'hub',
      iat: NOW,
      exp: NOW + 900,
      sub: BEARER.userId,
      org_id: BEARER.orgId,
      sid: BEARER.sessionId,
    }
    expect(await refusal(await sign(claims, { key, alg: 'ES256', kid: own.privateJwk.kid as string }))).toBe(REFUSED)
  })

  it('AU6 a hundred thousand claims, or a claim twice', async () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`c${i}`, i]))
    expect(await refusal(await ownToken(many))).toBe(REFUSED)
    const [header = ''] = (await ownToken({})).split('.')
    const twice = Buffer.from(`{"iss":"https://evil.example","iss":"${ORIGIN}"}`).toString('base64url')
    expect(await refusal(`${header}.${twice}.AAAA`)).toBe(REFUSED)
  })

  it('the key before a rotation still verifies', async () => {
    const next = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey)
    const rotated = await readSigningKey(JSON.stringify(next), JSON.stringify(own.publicJwks[0]))
    expect(rotated.publicJwks.map((key) => key.d)).toEqual([undefined, undefined])
    const verifyRotated = createVerifier([ownIssuer({ origin: ORIGIN, keys: rotated.publicJwks })], () => NOW * 1000)
    expect(await verifyRotated(await ownToken({}))).toEqual(BEARER)
    expect(await verifyRotated(await signToken(rotated, ORIGIN, BEARER, NOW * 1000))).toEqual(BEARER)
  })
})

describe('a token that was verified', () => {
  /** A verifier whose keys are counted and can be withdrawn, at a time that can be moved. */
  function watched() {
    const issuer = ownIssuer({ origin: ORIGIN, keys: own.publicJwks })
    const state = { now: NOW, asked: 0, withdrawn: false }
    const findKey: typeof issuer.findKey = async (header) => {
      state.asked++
      return state.withdrawn ? null : issuer.findKey(header)
    }
    const verifyAt = createVerifier([{ ...issuer, findKey }], () => state.now * 1000)
    const outcome = (token: string) =>
      verifyAt(token).then(
        () => 'accepted',
        () => 'refused',
      )
    return { state, outcome }
  }

  it('is remembered until it expires, and not a second longer', async () => {
    const { state, outcome } = watched()
    const token = await ownToken({ exp: NOW + 60 })
    for (let i = 0; i < 5; i++) expect(await outcome(token)).toBe('accepted')
    expect(state.asked).toBe(1)
    state.now = NOW + 66
    expect(await outcome(token)).toBe('refused')
  })

  it('AU2 is looked at again after five minutes, when its key may be gone', async () => {
    const { state, outcome } = watched()
    const token = await ownToken({})
    expect(await outcome(token)).toBe('accepted')
    state.withdrawn = true
    state.now = NOW + 299
    expect(await outcome(token)).toBe('accepted')
    state.now = NOW + 300
    expect(await outcome(token)).toBe('refused')
  })

  it('AU1 says nothing of another with the same claims', async () => {
    const { outcome } = watched()
    const token = await ownToken({})
    expect(await outcome(token)).toBe('accepted')
    const [header, payload, signature = ''] = token.split('.')
    const forged = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    expect(await outcome(`${header}.${payload}.${forged}`)).toBe('refused')
  })
})

describe('tokens of Clerk', () => {
  const bearer = { userId: 'user_2abc', orgId: 'org_2abc', sessionId: null }

  it('AU5 versions 1 and 2 name the organisation in their own way', async () => {
    expect(await verify(await clerkToken({}, CLERK_V1))).toEqual(bearer)
    expect(await verify(await clerkToken({}, CLERK_V2))).toEqual(bearer)
    expect(await verify(await clerkToken({ org_id: 'org_2abc' }, CLERK_V2))).toEqual(bearer)
  })

  it('AU5 an organisation only in the claim of the other version does not count', async () => {
    expect(await verify(await clerkToken({ o: { id: 'org_2abc' }, org_id: undefined }, CLERK_V1))).toEqual({
      ...bearer,
      orgId: '',
    })
    expect(await verify(await clerkToken({ o: undefined }, CLERK_V2))).toEqual({ ...bearer, orgId: '' })
  })

  it.each([
    ['AU5 two different organisations', { org_id: 'org_2other' }],
    ['AU4 a party that is not ours', { azp: 'https://evil.example' }],
    ['AU4 an audience', { aud: 'other' }],
    ['AU4 a machine token', { sub: 'mch_2abc' }],
    ['AU4 an OAuth token without session', { sid: undefined }],
    ['AU4 one of our organisations', { o: { id: 'org_hub_abc' } }],
    ['AU4 a session that is still pending', { sts: 'pending' }],
    ['AU3 ten years', { exp: NOW + 315_360_000 }],
  ])('%s', async (_, claims) => {
    expect(await refusal(await clerkToken(claims))).toBe(REFUSED)
  })

  it('AU4 another Clerk instance with a key of its own', async () => {
    const pair = await generateKeyPair('RS256', { extractable: true })
    const key = await exportJWK(pair.privateKey)
    const claims = { iss: CLERK, iat: NOW, exp: NOW + 60, ...CLERK_V2 }
    expect(await refusal(await sign(claims, { key, alg: 'RS256', kid: 'ins_1' }))).toBe(REFUSED)
    expect(await refusal(await clerkToken({ iss: 'https://clerk.other.example' }))).toBe(REFUSED)
  })

  it('AU1 our own key does not sign for Clerk, nor Clerk for us', async () => {
    const asClerk = await sign(
      { iss: CLERK, iat: NOW, exp: NOW + 60, ...CLERK_V2 },
      { key: own.privateJwk, alg: 'ES256', kid: 'ins_1' },
    )
    expect(await refusal(asClerk)).toBe(REFUSED)
    const asUs = {
      iss: ORIGIN,
      aud: 'hub',
      iat: NOW,
      exp: NOW + 900,
      sub: BEARER.userId,
      org_id: BEARER.orgId,
      sid: BEARER.sessionId,
    }
    expect(
      await refusal(await sign(asUs, { key: clerkPrivate, alg: 'RS256', kid: own.privateJwk.kid as string })),
    ).toBe(REFUSED)
  })
})
