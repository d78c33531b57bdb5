import type { JWK } from 'jose'
import type { Bearer } from '../../../core/domain/identity/bearer.ts'
import type { Tokens } from '../../../core/services/auth/ports.ts'
import { readSigningKey, type SigningKey, signToken } from './issue.ts'
import { successorKey, successorsOf } from './successors.ts'
import { clerkIssuer, createVerifier, ownIssuer } from './verify.ts'

export interface IdentitySettings {
  APP_ORIGIN: string
  AUTH_PRIVATE_JWK: string
  AUTH_PREVIOUS_PUBLIC_JWK?: string | undefined
  CLERK_ISSUER?: string | undefined
}

export interface Identity extends Tokens {
  verify(token: string): Promise<Bearer>
  /** For /.well-known/jwks.json. */
  publicKeys(): Promise<JWK[]>
}

/** Signs and verifies with the keys of the environment, which are read when first needed and then kept. */
export function buildIdentity(settings: IdentitySettings): Identity {
  let loading: Promise<Loaded> | undefined
  const loaded = () => {
    loading ??= load(settings)
    return loading
  }
  return {
    verify: async (token) => (await loaded()).verify(token),
    sign: async (bearer) => signToken((await loaded()).key, settings.APP_ORIGIN, bearer),
    successors: async (token, count) => successorsOf((await loaded()).successorKey, token, count),
    publicKeys: async () => (await loaded()).key.publicJwks,
  }
}

interface Loaded {
  key: SigningKey
  successorKey: CryptoKey
  verify: (token: string) => Promise<Bearer>
}

async function load(settings: IdentitySettings): Promise<Loaded> {
  const key = await readSigningKey(settings.AUTH_PRIVATE_JWK, settings.AUTH_PREVIOUS_PUBLIC_JWK)
  const own = ownIssuer({ origin: settings.APP_ORIGIN, keys: key.publicJwks })
  const clerk = settings.CLERK_ISSUER
    ? [clerkIssuer({ issuer: settings.CLERK_ISSUER, parties: [settings.APP_ORIGIN] })]
    : []
  return { key, successorKey: await successorKey(key.privateJwk), verify: createVerifier([own, ...clerk]) }
}
