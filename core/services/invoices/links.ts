import type { TenantDb } from '../../db/tenant-db.ts'
import { mintStep, type PortalLinks, revokeStep } from '../documents/portal-links.ts'
import { type InvoiceRow, invoiceObject, parseInvoice } from './internal.ts'
import type { Minted } from './mark-sent.ts'

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
export async function rotatePaymentLink(
  tenant: TenantDb,
  links: PortalLinks,
  id: string,
  seed: string | null,
): Promise<Minted> {
  const link = await links.mint('invoice', seed)
  const row = await tenant.write(
    { action: 'invoices.rotate_payment_link', id },
    [revokeStep(tenant, id), mintStep(tenant, link, 'invoice', id)],
    invoiceObject(id),
    parseInvoice,
  )
  return { row, url: link.url }
}
