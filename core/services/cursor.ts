import { AppError } from '../domain/kernel/errors.ts'

const MAC_BYTES = 16
const encoder = new TextEncoder()

/** Opaque, signed places in a list. The signature covers the tenant and the filters, so a cursor fits only the list it came from. */
export class Cursors {
  private readonly secret: string
  private key: Promise<CryptoKey> | undefined

  constructor(secret: string) {
    this.secret = secret
  }

  async encode(place: readonly string[], scope: unknown): Promise<string> {
    const body = base64url(encoder.encode(JSON.stringify(place)))
    return `${body}.${await this.mac(body, scope)}`
  }

  /** The place, or BAD_REQUEST for a cursor that is foreign, edited or of another list. */
  async decode(cursor: string | undefined, scope: unknown, length: number): Promise<string[] | null> {
    if (cursor === undefined) return null
    const [body = '', mac = ''] = cursor.split('.')
    if (mac !== (await this.mac(body, scope))) throw refused()
    const place: unknown = JSON.parse(new TextDecoder().decode(fromBase64url(body)))
    if (!Array.isArray(place) || place.length !== length) throw refused()
    return place.map(String)
  }

  private async mac(body: string, scope: unknown): Promise<string> {
    this.key ??= crypto.subtle.importKey('raw', encoder.encode(this.secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ])
    const signed = await crypto.subtle.sign('HMAC', await this.key, encoder.encode(JSON.stringify([scope, body])))
    return base64url(new Uint8Array(signed).slice(0, MAC_BYTES))
  }
}

const refused = () =>
  new AppError('BAD_REQUEST', 'This cursor belongs to another list', {
    details: [{ field: 'cursor', message: 'Start again without a cursor' }],
  })

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

function fromBase64url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0))
}
