import type { TenantDb } from '../../db/tenant-db.ts'
import { issueProblems } from '../../domain/invoices/conditions.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { mintStep, type PortalLinks } from '../documents/portal-links.ts'
import { finaliseStep, markSentStep } from '../documents/steps.ts'
import { actionFacts } from './facts.ts'
import { type InvoiceRow, invoiceObject, loadInvoice, parseInvoice } from './internal.ts'
import { type Minted, mintedObject, mintedOf, parseMinted } from './links.ts'

/** The person sent it himself, on paper or otherwise: numbered, frozen and open for payment (C-11). Two trips. */
export function markInvoiceSent(tenant: TenantDb, id: string, version?: number): Promise<InvoiceRow> {
  return tenant.once('invoices.mark_sent', parseInvoice, async () => {
    const draft = await loadInvoice(tenant, 'invoices.mark_sent', id)
    if (isDraft(draft)) refuseUnlessMarkable(draft)
    return tenant.write(
      {
        action: 'invoices.mark_sent',
        id,
        version: version ?? draft.version,
        changes: { status: invoiceMachine.actions.mark_sent.to },
      },
      [finaliseStep(tenant, 'invoice', id), markSentStep(tenant, 'invoice', id)],
      invoiceObject(id),
      parseInvoice,
    )
  })
}

/** A payment link of its own for each call; on a draft it finalises like mark-sent (DESIGN 7). */
export async function createPaymentLink(tenant: TenantDb, links: PortalLinks, id: string): Promise<Minted> {
  const link = await links.mint('invoice')
  const recorded = await tenant.once('invoices.create_payment_link', parseMinted, async () => {
    const found = await loadInvoice(tenant, 'invoices.create_payment_link', id)
    const becomesFinal = isDraft(found)
    if (becomesFinal) refuseUnlessMarkable(found)
    return tenant.write(
      {
        action: 'invoices.create_payment_link',
        id,
        version: found.version,
      },
      [
        ...(becomesFinal ? [finaliseStep(tenant, 'invoice', id), markSentStep(tenant, 'invoice', id)] : []),
        mintStep(tenant, link, 'invoice', id),
      ],
      mintedObject(id, link),
      parseMinted,
    )
  })
  return mintedOf(links, link, recorded)
}

const isDraft = (row: InvoiceRow) => statusesFor(invoiceMachine, 'mark_sent').includes(row.status)

function refuseUnlessMarkable(row: InvoiceRow): void {
  const problems = issueProblems(actionFacts(row))
  if (problems.length) throw new AppError('VALIDATION_ERROR', 'Invoice cannot be sent', { details: problems })
}
