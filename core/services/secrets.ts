const SECRET_BYTES = 32

/** 256 random bits in base64url. Only its SHA-256 is stored. */
export const newSecret = (bytes: number = SECRET_BYTES): string =>
  base64url(crypto.getRandomValues(new Uint8Array(bytes)))

export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
