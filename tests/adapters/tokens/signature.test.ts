import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CompactSign, compactVerify, type JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { isFor, verifySignature } from '../../../workers/adapters/tokens/signature.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'

interface Vectors {
  testGroups: { private?: JWK; public?: JWK; tests: { tcId: number; jws: string; result: 'valid' | 'invalid' }[] }[]
}

const PRODUCTION = ['ES256', 'RS256']
const WIDE = ['ES256', 'RS256', 'RS384', 'PS256', 'PS384', 'PS512', 'HS256']

async function judge(algorithms: string[]) {
  const { testGroups } = JSON.parse(readFileSync(join(SHARED_DATA, 'jwt/json_web_signature.json'), 'utf8')) as Vectors
  const verdicts: { tcId: number; expected: string; accepted: boolean }[] = []
  for (const group of testGroups) {
    const key = (group.public ?? group.private) as JWK
    for (const { tcId, jws, result } of group.tests) {
      const payload = await verifySignature(jws, algorithms, async ({ kid }) => (kid === key.kid ? key : null))
      verdicts.push({ tcId, expected: result, accepted: payload !== null })
    }
  }
  return verdicts
}

describe.skipIf(!hasSharedData)('AU1 signature vectors of Wycheproof', () => {
  it.each([
    ['the algorithms of production', PRODUCTION],
    ['every algorithm of the vectors', WIDE],
  ])('AU1 no invalid token passes with %s', async (_, algorithms) => {
    const verdicts = await judge(algorithms)
    expect(verdicts.filter((one) => one.expected === 'invalid').length).toBeGreaterThan(300)
    expect(verdicts.filter((one) => one.expected === 'invalid' && one.accepted).map((one) => one.tcId)).toEqual([])
  })

  it('AU1 the valid ES256 and RS256 tokens pass', async () => {
    const accepted = (await judge(PRODUCTION)).filter((one) => one.accepted).map((one) => one.tcId)
    expect(accepted).toEqual([33, 378])
  })
})

describe('AU1 a token that wants more than to be verified', () => {
  const header = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const anyKey = async () => ({ kty: 'oct', k: 'AAAA' })

  it.each([
    ['alg none', `${header({ alg: 'none', kid: 'a' })}.e30.AA`],
    ['alg none without signature', `${header({ alg: 'none', kid: 'a' })}.e30.`],
    ['an embedded key', `${header({ alg: 'ES256', kid: 'a', jwk: {} })}.e30.AA`],
    ['a key address', `${header({ alg: 'ES256', kid: 'a', jku: 'https://evil.example' })}.e30.AA`],
    ['a certificate address', `${header({ alg: 'ES256', kid: 'a', x5u: 'https://evil.example' })}.e30.AA`],
    ['a critical extension', `${header({ alg: 'ES256', kid: 'a', crit: ['x'] })}.e30.AA`],
    ['another type', `${header({ alg: 'ES256', kid: 'a', typ: 'at+jwt' })}.e30.AA`],
    ['a repeated key', `${Buffer.from('{"alg":"none","alg":"ES256","kid":"a"}').toString('base64url')}.e30.AA`],
    ['no key id', `${header({ alg: 'ES256' })}.e30.AA`],
    ['five parts', 'a.b.c.d.e'],
    ['a fourth part', `${header({ alg: 'ES256', kid: 'a' })}.e30.AA.AA`],
    ['no payload', `${header({ alg: 'ES256', kid: 'a' })}..AA`],
    ['no signature', `${header({ alg: 'ES256', kid: 'a' })}.e30.`],
    ['a space', `${header({ alg: 'ES256', kid: 'a' })}. e30.AA`],
    ['padding', `${header({ alg: 'ES256', kid: 'a' })}.e30=.AA`],
    ['stray bits at the end', `${header({ alg: 'ES256', kid: 'a' })}.e31.AB`],
  ])('AU1 %s is refused before any key is looked for', async (_, token) => {
    let asked = 0
    const payload = await verifySignature(token, PRODUCTION, () => {
      asked++
      return anyKey()
    })
    expect({ payload, asked }).toEqual({ payload: null, asked: 0 })
  })

  it('AU6 a token of a megabyte is refused unread', async () => {
    const token = `${header({ alg: 'ES256', kid: 'a' })}.${'A'.repeat(1024 * 1024)}.AA`
    expect(await verifySignature(token, PRODUCTION, anyKey)).toBeNull()
  })

  it('AU1 a shared secret is never a key, nor a key for encryption', async () => {
    const secret = new TextEncoder().encode('a shared secret of thirty-two bytes')
    const token = await new CompactSign(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg: 'HS256', kid: 'a' })
      .sign(secret)
    const shared = { kty: 'oct', k: Buffer.from(secret).toString('base64url') }
    expect(await compactVerify(token, shared)).toBeTruthy()
    expect(await verifySignature(token, ['HS256'], async () => shared)).toBeNull()
    expect(isFor({ kty: 'EC', use: 'enc' }, 'ES256')).toBe(false)
    expect(isFor({ kty: 'EC', alg: 'ES384' }, 'ES256')).toBe(false)
    expect(isFor({ kty: 'EC', key_ops: ['deriveKey'] }, 'ES256')).toBe(false)
    expect(isFor({ kty: 'EC' }, 'ES256')).toBe(true)
  })
})
