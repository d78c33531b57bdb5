import type { TenantDb } from '../../db/tenant-db.ts'
import { mintStep, type PortalLinks, revokeStep } from '../documents/portal-links.ts'
import { checkId, type InvoiceRow, parseInvoice, selectInvoice } from './internal.ts'
import type { Minted } from './mark-sent.ts'

/** Closes every link of the invoice at once, also those in old mails. */
export async function revokePaymentLink(tenant: TenantDb, id: string): Promise<InvoiceRow> {
  checkId(id)
  return tenant.write(
    { action: 'invoices.revoke_payment_link', id, lock: { table: 'invoices', from: ['SENT'], payable: true } },
    [revokeStep(tenant, id)],
    selectInvoice(id),
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
  checkId(id)
  const link = await links.mint('invoices', seed)
  const row = await tenant.write(
    { action: 'invoices.rotate_payment_link', id, lock: { table: 'invoices', from: ['SENT'], payable: true } },
    [revokeStep(tenant, id), mintStep(tenant, link, id)],
    selectInvoice(id),
    parseInvoice,
  )
  return { row, url: link.url }
}
