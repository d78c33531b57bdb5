import { base64url, type JWK } from 'jose'

/** A key of its own, derived from the signing key, so that there is no second secret to lose. */
export async function successorKey(privateJwk: JWK): Promise<CryptoKey> {
  const secret = base64url.decode(privateJwk.d as string) as Uint8Array<ArrayBuffer>
  const hash = await crypto.subtle.digest(
    'SHA-256',
    new Uint8Array([...new TextEncoder().encode('refresh:'), ...secret]),
  )
  return crypto.subtle.importKey('raw', hash, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

/** The refresh tokens after this one, nearest first: 256 bits each that nobody without the key can foresee (AU7). */
export async function successorsOf(key: CryptoKey, refreshToken: string, count: number): Promise<string[]> {
  const chain: string[] = []
  let token = refreshToken
  for (let i = 0; i < count; i++) {
    token = base64url.encode(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(token))))
    chain.push(token)
  }
  return chain
}
