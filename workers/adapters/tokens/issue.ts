import { calculateJwkThumbprint, type JWK, SignJWT } from 'jose'
import type { Bearer } from '../../../core/domain/identity/bearer.ts'
import { AUDIENCE } from './verify.ts'

export const ACCESS_SECONDS = 15 * 60

export interface SigningKey {
  privateJwk: JWK
  /** What /.well-known/jwks.json shows: the current key first, then the one before it. */
  publicJwks: JWK[]
}

/** Reads the ES256 key pair of AUTH_PRIVATE_JWK, and of AUTH_PREVIOUS_PUBLIC_JWK while a rotation is under way. Throws on anything else. */
export async function readSigningKey(privateText: string, previousText?: string): Promise<SigningKey> {
  const key = JSON.parse(privateText) as JWK
  if (key.kty !== 'EC' || key.crv !== 'P-256' || !key.d) throw new Error('AUTH_PRIVATE_JWK must be a private P-256 key')
  const current = await publicPart(key)
  const previous = previousText ? [await publicPart(JSON.parse(previousText) as JWK)] : []
  return { privateJwk: { ...key, kid: current.kid, alg: 'ES256' }, publicJwks: [current, ...previous] }
}

async function publicPart({ kty, crv, x, y, kid }: JWK): Promise<JWK> {
  if (kty !== 'EC' || crv !== 'P-256') throw new Error('An ES256 key must be on P-256')
  const bare = { kty, crv, x, y } as JWK
  return { ...bare, kid: kid ?? (await calculateJwkThumbprint(bare)), use: 'sig', alg: 'ES256' }
}

/** A signed access token for 15 minutes, of the built-in issuer. */
export function signToken(
  key: SigningKey,
  origin: string,
  bearer: Bearer,
  nowMs: number = Date.now(),
): Promise<string> {
  const iat = Math.floor(nowMs / 1000)
  return new SignJWT({ org_id: bearer.orgId, sid: bearer.sessionId })
    .setProtectedHeader({ alg: 'ES256', kid: key.privateJwk.kid as string, typ: 'JWT' })
    .setIssuer(origin)
    .setAudience(AUDIENCE)
    .setSubject(bearer.userId)
    .setIssuedAt(iat)
    .setExpirationTime(iat + ACCESS_SECONDS)
    .sign(key.privateJwk)
}
