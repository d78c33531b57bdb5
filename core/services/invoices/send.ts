import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { sendProblems } from '../../domain/invoices/conditions.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { actionFacts } from './facts.ts'
import { type InvoiceRow, loadInvoice, parseInvoice } from './internal.ts'
import { mailInvoice, type SendPorts } from './mail.ts'
import { presentInvoice } from './present.ts'

/**
 * Sends a draft by mail: load, claim (number, freeze, link), call, settle. Three trips.
 * A provider that refuses or does not answer leaves a draft with its number: PROVIDER_ERROR, to be sent again (H-SM-6, EM1).
 */
export function sendInvoice(tenant: TenantDb, ports: SendPorts, id: string, input: SendInvoice): Promise<InvoiceRow> {
  return tenant.once('invoices.send', parseInvoice, async () => {
    const draft = await loadInvoice(tenant, 'invoices.send', id)
    refuseUnlessSendable(draft)
    return mailInvoice(tenant, ports, draft, {
      verb: 'send',
      input,
      changes: { status: invoiceMachine.actions.send.to, ...(input.to ? { detail: input.to } : {}) },
      failed: 'The mail could not be sent. The invoice keeps its number: try again',
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
