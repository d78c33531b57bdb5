import { sql } from 'drizzle-orm'
import type { Step, TenantDb } from '../db/tenant-db.ts'

const LIFETIME_DAYS = 365
const encoder = new TextEncoder()

export interface PortalLink {
  url: string
  hash: string
}

/** Mints portal links. Only the hash is ever stored; the address exists in the mail or the answer alone (H-POR-1, C-13). */
export class PortalLinks {
  private readonly origin: string
  private readonly secret: string

  constructor(origin: string, secret: string) {
    this.origin = origin
    this.secret = secret
  }

  /** With `seed` (an idempotency key and its scope) the same link comes again on a replay, though it was not kept. */
  async mint(kind: 'invoices' | 'quotes', seed: string | null): Promise<PortalLink> {
    const token = base64url(seed === null ? crypto.getRandomValues(new Uint8Array(32)) : await this.derive(seed))
    return { url: `${this.origin}/portal/${kind}/${token}`, hash: await hashToken(token) }
  }

  private async derive(seed: string): Promise<Uint8Array> {
    const key = await crypto.subtle.importKey(
      'raw',
      encoder.encode(this.secret),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    return new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(`portal:${seed}`)))
  }
}

/** SHA-256 in hex, the form in which the database knows a token. */
export async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(token))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const mintStep = (tenant: TenantDb, link: PortalLink, invoiceId: string): Step =>
  tenant.db.execute(
    sql`select app.mint_portal_token(${link.hash}, 'invoice', ${invoiceId}::uuid, app.now() + ${`${LIFETIME_DAYS} days`}::interval)`,
  )

export const revokeStep = (tenant: TenantDb, invoiceId: string): Step =>
  tenant.db.execute(sql`select app.revoke_portal_tokens(${invoiceId}::uuid)`)

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
