import { sql } from 'drizzle-orm'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { type DocumentKind, pathOfKind } from '../../domain/documents/kinds.ts'
import { base64url, newSecret, sha256Hex } from '../secrets.ts'

/** How long a link opens what it was made for. */
export const LINK_DAYS = 365
const encoder = new TextEncoder()

export interface PortalLink {
  url: string
  hash: string
  /** What the token is made of, together with the secret; without the secret it opens nothing. */
  salt: string
}

/** Mints portal links. Only the hash is ever stored; the address exists in the mail or the answer alone (H-POR-1, C-13). */
export class PortalLinks {
  private readonly origin: string
  private readonly secret: string
  private key: Promise<CryptoKey> | undefined

  constructor(origin: string, secret: string) {
    this.origin = origin
    this.secret = secret
  }

  /** A link of its own for each call. The same `salt` gives the same link, so that a replay shows it though it was not kept. */
  async mint(kind: LinkedKind, salt = newSecret()): Promise<PortalLink> {
    const token = base64url(await this.derive(salt))
    return { url: portalUrl(this.origin, kind, token), hash: await hashToken(token), salt }
  }

  /** A page of the app, for the business. */
  appUrl(path: string): string {
    return `${this.origin}${path}`
  }

  private async derive(salt: string): Promise<Uint8Array> {
    this.key ??= crypto.subtle.importKey('raw', encoder.encode(this.secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ])
    return new Uint8Array(await crypto.subtle.sign('HMAC', await this.key, encoder.encode(`portal:${salt}`)))
  }
}

/** What a link can open: a document, or the conversation about one. */
export type LinkedKind = DocumentKind | 'conversation'

/** The page of a document, or of a conversation. */
export const portalUrl = (origin: string, kind: LinkedKind, token: string): string =>
  `${origin}/portal/${kind === 'conversation' ? 'messages' : pathOfKind(kind)}/${token}`

/** Where a payment leads back to: the same for all, so that it may be told to the provider. */
export const returnUrl = (origin: string): string => `${origin}/portal/return`

/** SHA-256 in hex, the form in which the database knows a token. */
export const hashToken = (token: string): Promise<string> => sha256Hex(token)

export const mintStep = (tenant: TenantDb, link: PortalLink, kind: DocumentKind, id: string): Step =>
  tenant.db.execute(
    sql`select app.mint_portal_token(${link.hash}, ${kind}, ${id}::uuid, app.now() + ${`${LINK_DAYS} days`}::interval)`,
  )

/** Closes every link of a document. */
export const revokeStep = (tenant: TenantDb, id: string): Step =>
  tenant.db.execute(sql`select app.revoke_portal_tokens(${id}::uuid)`)
