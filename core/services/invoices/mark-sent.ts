import type { TenantDb } from '../../db/tenant-db.ts'
import { markProblems } from '../../domain/invoices/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { mintStep, type PortalLinks } from '../documents/portal-links.ts'
import { checkId, getRowOrThrow, type InvoiceRow, parseInvoice, selectInvoice } from './internal.ts'
import { finaliseStep, markSentStep } from './parts.ts'
import { actionFacts } from './present.ts'

/** The person sent it himself, on paper or otherwise: numbered, frozen and open for payment (C-11). Two trips. */
export async function markInvoiceSent(tenant: TenantDb, id: string, version?: number): Promise<InvoiceRow> {
  checkId(id)
  return tenant.once('invoices.mark_sent', parseInvoice, async () => {
    const draft = await getRowOrThrow(tenant, 'invoices.mark_sent', id)
    if (draft.status === 'DRAFT') refuseUnlessMarkable(draft)
    return tenant.write(
      {
        action: 'invoices.mark_sent',
        id,
        lock: { table: 'invoices', from: ['DRAFT'], version: version ?? draft.version },
        changes: { status: 'SENT' },
      },
      [finaliseStep(tenant, id), markSentStep(tenant, id)],
      selectInvoice(id),
      parseInvoice,
    )
  })
}

export interface Minted {
  row: InvoiceRow
  url: string
}

/** A payment link of its own for each call; on a draft it finalises like mark-sent (DESIGN 7). `seed` makes replays equal. */
export async function createPaymentLink(
  tenant: TenantDb,
  links: PortalLinks,
  id: string,
  seed: string | null,
): Promise<Minted> {
  checkId(id)
  const link = await links.mint('invoices', seed)
  const row = await tenant.once('invoices.create_payment_link', parseInvoice, async () => {
    const found = await getRowOrThrow(tenant, 'invoices.create_payment_link', id)
    const draft = found.status === 'DRAFT'
    if (draft) refuseUnlessMarkable(found)
    return tenant.write(
      {
        action: 'invoices.create_payment_link',
        id,
        lock: { table: 'invoices', from: ['DRAFT', 'SENT'], version: found.version, payable: true },
      },
      [...(draft ? [finaliseStep(tenant, id), markSentStep(tenant, id)] : []), mintStep(tenant, link, id)],
      selectInvoice(id),
      parseInvoice,
    )
  })
  return { row, url: link.url }
}

function refuseUnlessMarkable(row: InvoiceRow): void {
  const problems = markProblems(actionFacts(row))
  if (problems.length) throw new AppError('VALIDATION_ERROR', 'Invoice cannot be sent', { details: problems })
}
