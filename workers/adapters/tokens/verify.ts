import type { JWK } from 'jose'
import { type Bearer, clerkBearer, ownBearer } from '../../../core/domain/identity/bearer.ts'
import { type ClaimRules, type Claims, refuseClaims } from '../../../core/domain/identity/claims.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import { Remembered } from '../../../core/domain/kernel/remembered.ts'
import { remoteKeys } from './remote-keys.ts'
import { readShape } from './shape.ts'
import { type Algorithm, type FindKey, verifySignature } from './signature.ts'
import { parseStrictObject } from './strict-json.ts'

export const AUDIENCE = 'hub'
const OWN_LIFETIME_SECONDS_MAX = 60 * 60
const CLERK_LIFETIME_SECONDS_MAX = 24 * 60 * 60

export interface Issuer {
  rules: ClaimRules
  algorithm: Algorithm
  findKey: FindKey
  readBearer: (claims: Claims) => Bearer | null
}

/** Whoever holds a token calls often; its session is judged by the database each time. */
const REMEMBERED_MAX = 1_000
const REMEMBERED_MS = 5 * 60_000

/** Verifies access tokens, and takes what it verified a few minutes ago as verified until it expires. Refuses with UNAUTHORIZED, or UNAVAILABLE when an outside issuer's keys cannot be had. */
export function createVerifier(issuers: readonly Issuer[], nowMs: () => number = Date.now) {
  const remembered = new Remembered<{ bearer: Bearer; untilMs: number }>(REMEMBERED_MAX)
  return async function verifyToken(token: string): Promise<Bearer> {
    const known = remembered.get(token)
    if (known && nowMs() < known.untilMs) return known.bearer
    const issuer = findIssuer(issuers, token)
    if (!issuer) throw refused('issuer')
    const payload = await verifySignature(token, [issuer.algorithm], issuer.findKey)
    const claims = payload === null ? null : parseStrictObject(payload)
    if (!claims) throw refused('signature')
    const reason = refuseClaims(claims, issuer.rules, Math.floor(nowMs() / 1000))
    if (reason) throw refused(reason)
    const bearer = issuer.readBearer(claims)
    if (!bearer) throw refused('subject')
    const untilMs = Math.min(Number(claims.exp) * 1000, nowMs() + REMEMBERED_MS)
    remembered.set(token, { bearer, untilMs })
    return bearer
  }
}

/** The claim is not yet verified: it only says whose keys to ask. */
function findIssuer(issuers: readonly Issuer[], token: string): Issuer | undefined {
  const claims = parseStrictObject(readShape(token)?.payload ?? '')
  return issuers.find((issuer) => issuer.rules.issuer === claims?.iss)
}

export function ownIssuer(settings: { origin: string; keys: readonly JWK[] }): Issuer {
  const keys = new Map(settings.keys.map((key) => [key.kid, key]))
  return {
    rules: { issuer: settings.origin, audience: AUDIENCE, parties: null, lifetimeSecondsMax: OWN_LIFETIME_SECONDS_MAX },
    algorithm: 'ES256',
    findKey: async ({ kid }) => keys.get(kid) ?? null,
    readBearer: ownBearer,
  }
}

export interface ClerkSettings {
  /** For instance https://clerk.example.com, exactly as in `iss`. */
  issuer: string
  parties: readonly string[]
  fetch?: typeof fetch
  nowMs?: () => number
}

export function clerkIssuer({ issuer, parties, fetch: get = fetch, nowMs = Date.now }: ClerkSettings): Issuer {
  return {
    rules: { issuer, audience: null, parties, lifetimeSecondsMax: CLERK_LIFETIME_SECONDS_MAX },
    algorithm: 'RS256',
    findKey: remoteKeys({ url: `${issuer}/.well-known/jwks.json`, fetch: get, nowMs }),
    readBearer: clerkBearer,
  }
}

/** One answer for every reason (constant body); the reason goes to the log only. */
const refused = (hint: string) => new AppError('UNAUTHORIZED', 'Sign in to continue', { hint })
