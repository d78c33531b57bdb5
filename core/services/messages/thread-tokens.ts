import { sha256Hex } from '../secrets.ts'

const encoder = new TextEncoder()
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
/** 120 bits; with the part before the plus it fits into what the part before an @ may have. */
const LENGTH = 24

/** The secret of a conversation in the address that its mails name for answers. Only its hash is stored; servers may change its case. */
export class ThreadTokens {
  private readonly secret: string
  private key: Promise<CryptoKey> | undefined

  constructor(secret: string) {
    this.secret = secret
  }

  async of(conversationId: string): Promise<string> {
    this.key ??= crypto.subtle.importKey('raw', encoder.encode(this.secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ])
    const bytes = await crypto.subtle.sign('HMAC', await this.key, encoder.encode(`thread:${conversationId}`))
    return [...new Uint8Array(bytes).subarray(0, LENGTH)].map((byte) => LETTERS[byte % 32]).join('')
  }
}

/** In which form the database knows a token. */
export const threadKey = (token: string): Promise<string> => sha256Hex(token.toLowerCase())
