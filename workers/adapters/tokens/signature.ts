import { compactVerify, type JWK } from 'jose'
import { readShape, type TokenHeader } from './shape.ts'

export type Algorithm = 'ES256' | 'RS256'
/** The key that signs as this header says, or null when the issuer has no such key. */
export type FindKey = (header: TokenHeader) => Promise<JWK | null>

const KEY_TYPES: Record<string, string> = { ES: 'EC', RS: 'RSA', PS: 'RSA' }

/** The payload of a token whose signature holds under a key of the issuer and an allowed algorithm; null otherwise (AU1). */
export async function verifySignature(
  token: string,
  algorithms: readonly string[],
  findKey: FindKey,
): Promise<string | null> {
  const parts = readShape(token)
  if (!parts || !algorithms.includes(parts.header.alg)) return null
  const key = await findKey(parts.header)
  if (!key || !isFor(key, parts.header.alg)) return null
  try {
    await compactVerify(token, key, { algorithms: [...algorithms] })
    return parts.payload
  } catch {
    return null
  }
}

/** A public key of the right kind, meant for signatures: never a shared secret, never a key for encryption. */
export function isFor(key: JWK, algorithm: string): boolean {
  return (
    key.kty === KEY_TYPES[algorithm.slice(0, 2)] &&
    (key.use === undefined || key.use === 'sig') &&
    (key.alg === undefined || key.alg === algorithm) &&
    (key.key_ops === undefined || key.key_ops.includes('verify'))
  )
}
