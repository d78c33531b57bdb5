const KEY_ID_LENGTH = 8
const encoder = new TextEncoder()

/** Whether a seal was made by one of our keys; `unknown` is one that was turned long ago. */
export type MacCheck = 'good' | 'bad' | 'unknown'

/** What the seals of the audit are made and checked with (AL1): the newest key makes them, those before it are still known. */
export class AuditKeys {
  private readonly keys: Promise<{ id: string; key: CryptoKey }[]>

  constructor(secrets: readonly string[]) {
    this.keys = Promise.all(secrets.map(keyOf))
  }

  async sign(text: string): Promise<{ key_id: string; mac: string }> {
    const [{ id, key }] = (await this.keys) as [{ id: string; key: CryptoKey }]
    return { key_id: id, mac: hex(await crypto.subtle.sign('HMAC', key, encoder.encode(text))) }
  }

  async check(keyId: string, text: string, mac: string): Promise<MacCheck> {
    const known = (await this.keys).find(({ id }) => id === keyId)
    if (!known) return 'unknown'
    const good = await crypto.subtle.verify('HMAC', known.key, bytesOf(mac), encoder.encode(text))
    return good ? 'good' : 'bad'
  }
}

/** The id follows from the secret, so that nobody has to give one; it tells nothing of it. */
async function keyOf(secret: string) {
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
  const id = hex(await crypto.subtle.sign('HMAC', key, encoder.encode('key of the audit'))).slice(0, KEY_ID_LENGTH)
  return { id, key }
}

const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const bytesOf = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
