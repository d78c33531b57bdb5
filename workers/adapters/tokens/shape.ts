import { base64url } from 'jose'
import { parseStrictObject } from './strict-json.ts'

export const TOKEN_BYTES_MAX = 8 * 1024
const COMPACT = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2}$/
/** Whoever sends these wants to bring the key, or a rule of its own, along with the token. */
const FORBIDDEN = ['jwk', 'jku', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'crit', 'b64', 'zip', 'enc']

export interface TokenHeader {
  alg: string
  kid: string
}
export interface TokenParts {
  header: TokenHeader
  payload: string
}

/** Header and payload of a token that is small, strictly encoded and asks for nothing unusual; null otherwise. Nothing is verified yet. */
export function readShape(token: string): TokenParts | null {
  if (token.length > TOKEN_BYTES_MAX || !COMPACT.test(token)) return null
  const [first, second, third] = token.split('.').map(decodeCanonical)
  if (first == null || second == null || third == null) return null
  const header = parseStrictObject(first)
  if (!header || !isPlainHeader(header)) return null
  return { header: { alg: header.alg, kid: header.kid }, payload: second }
}

/** jose accepts loose base64url: spaces, padding and stray bits at the end (six of Wycheproof's invalid vectors). */
function decodeCanonical(segment: string): string | null {
  try {
    const bytes = base64url.decode(segment)
    return base64url.encode(bytes) === segment ? new TextDecoder().decode(bytes) : null
  } catch {
    return null
  }
}

function isPlainHeader(header: Record<string, unknown>): header is Record<string, unknown> & TokenHeader {
  const { alg, kid, typ } = header
  return (
    typeof alg === 'string' &&
    typeof kid === 'string' &&
    kid.length > 0 &&
    kid.length <= 200 &&
    (typ === undefined || typ === 'JWT') &&
    !FORBIDDEN.some((name) => Object.hasOwn(header, name))
  )
}
