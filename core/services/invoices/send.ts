import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { sendProblems } from '../../domain/invoices/conditions.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { mintStep, type PortalLink, type PortalLinks } from '../documents/portal-links.ts'
import { partiesOf, wantedOnline } from '../documents/rows.ts'
import { claimStep, countMailStep, finaliseStep, markSentStep, unclaimStep } from '../documents/steps.ts'
import type { InvoiceLetter, Letters, Mailer, MailOutcome } from '../ports.ts'
import { actionFacts } from './facts.ts'
import { type InvoiceRow, invoiceObject, loadInvoice, parseInvoice } from './internal.ts'
import { presentInvoice } from './present.ts'

/** Longer than the mail provider's timeout, so that nobody sends twice while it is thinking. */
const CLAIM_SECONDS = 30

export interface SendPorts {
  mailer: Mailer
  letters: Letters
  links: PortalLinks
}

/**
 * Sends a draft by mail: load, claim (number, freeze, link), call, settle. Three trips.
 * A provider that refuses or does not answer leaves a draft with its number: PROVIDER_ERROR, to be sent again (H-SM-6, EM1).
 */
export async function sendInvoice(
  tenant: TenantDb,
  ports: SendPorts,
  id: string,
  input: SendInvoice,
): Promise<InvoiceRow> {
  return tenant.once('invoices.send', parseInvoice, async () => {
    const draft = await loadInvoice(tenant, 'invoices.send', id)
    refuseUnlessSendable(draft)
    const link = await ports.links.mint('invoice')
    const claimed = await claim(tenant, draft, input.if_match_version ?? draft.version, link)
    const outcome = await mail(ports, claimed, link, input.message ?? null)
    if (outcome.outcome === 'accepted') return settle(tenant, id)
    await tenant.release({ action: 'invoices.send_failed', id, changes: { detail: outcome.reason } }, [
      unclaimStep(tenant, 'invoice', id),
    ])
    throw new AppError('PROVIDER_ERROR', 'The mail could not be sent. The invoice keeps its number: try again', {
      details: [{ field: 'contact.email', message: outcome.reason }],
    })
  })
}

/** Throws what a person must fix before the invoice can go out. */
export function refuseUnlessSendable(row: InvoiceRow): void {
  if (!statusesFor(invoiceMachine, 'send').includes(row.status)) {
    const conflict = new AppError('CONFLICT', 'This invoice was sent already')
    conflict.latest = presentInvoice(row)
    throw conflict
  }
  const problems = sendProblems(actionFacts(row))
  if (problems.length) throw new AppError('VALIDATION_ERROR', 'Invoice cannot be sent', { details: problems })
}

const claim = (tenant: TenantDb, { id, contact }: InvoiceRow, version: number, link: PortalLink) =>
  tenant.write(
    {
      action: 'invoices.send_attempted',
      id,
      version,
      leaseSeconds: CLAIM_SECONDS,
    },
    [
      countMailStep(tenant, contact.email ?? ''),
      claimStep(tenant, 'invoice', id, CLAIM_SECONDS),
      finaliseStep(tenant, 'invoice', id),
      mintStep(tenant, link, 'invoice', id),
    ],
    invoiceObject(id),
    parseInvoice,
  )

/** The provider's key has no version in it: a take-over after a crash must not mail twice. */
function mail(ports: SendPorts, invoice: InvoiceRow, link: PortalLink, message: string | null): Promise<MailOutcome> {
  const letter = ports.letters.invoice(letterOf(invoice, link.url, message))
  return ports.mailer.send({ key: `invoice.send:${invoice.id}`, to: invoice.contact.email ?? '', ...letter })
}

const letterOf = (row: InvoiceRow, url: string, message: string | null): InvoiceLetter => ({
  ...partiesOf(row),
  isPaidOnline: wantedOnline(row),
  invoice: presentInvoice(row),
  url,
  message,
})

const settle = (tenant: TenantDb, id: string) =>
  tenant.settle(
    { action: 'invoices.send', id, changes: { status: invoiceMachine.actions.send.to } },
    [markSentStep(tenant, 'invoice', id)],
    invoiceObject(id),
    parseInvoice,
  )
