import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'
import { mintStep, type PortalLink, type PortalLinks, revokeStep } from '../documents/portal-links.ts'
import { type InvoiceRow, invoiceObject, parseInvoice } from './internal.ts'

export interface Minted {
  row: InvoiceRow
  url: string
}

/** Closes every link of the invoice at once, also those in old mails. */
export function revokePaymentLink(tenant: TenantDb, id: string): Promise<InvoiceRow> {
  return tenant.write(
    { action: 'invoices.revoke_payment_link', id },
    [revokeStep(tenant, id)],
    invoiceObject(id),
    parseInvoice,
  )
}

/** Closes every link and opens a new one. */
export async function rotatePaymentLink(tenant: TenantDb, links: PortalLinks, id: string): Promise<Minted> {
  const link = await links.mint('invoice')
  const recorded = await tenant.write(
    { action: 'invoices.rotate_payment_link', id },
    [revokeStep(tenant, id), mintStep(tenant, link, 'invoice', id)],
    mintedObject(id, link),
    parseMinted,
  )
  return mintedOf(links, link, recorded)
}

const Salted = z.object({ link_salt: z.string() })
interface Recorded {
  row: InvoiceRow
  salt: string
}

/** What the key of a link records: the invoice, and the salt of the link that its first call made. */
export const mintedObject = (id: string, { salt }: PortalLink): SQL =>
  sql`${invoiceObject(id)} || jsonb_build_object('link_salt', ${salt}::text)`

export const parseMinted = (recorded: unknown): Recorded => ({
  row: parseInvoice(recorded),
  salt: Salted.parse(recorded).link_salt,
})

/** A replay shows the link of the first call. */
export async function mintedOf(links: PortalLinks, link: PortalLink, { row, salt }: Recorded): Promise<Minted> {
  const { url } = salt === link.salt ? link : await links.mint('invoice', salt)
  return { row, url }
}
