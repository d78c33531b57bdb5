import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isPossible, statusesFor } from '../../domain/kernel/machine.ts'
import { actionFacts } from './facts.ts'
import { type InvoiceRow, loadInvoice, parseInvoice } from './internal.ts'
import { mailInvoice, type SendPorts } from './mail.ts'
import { presentInvoice } from './present.ts'

/** Mails what went out before once more, as it was frozen, to the same or another address. Three trips. */
export function sendInvoiceAgain(
  tenant: TenantDb,
  ports: SendPorts,
  id: string,
  input: SendInvoice,
): Promise<InvoiceRow> {
  return tenant.once('invoices.send_again', parseInvoice, async () => {
    const sent = await loadInvoice(tenant, 'invoices.send_again', id)
    refuseUnlessSendableAgain(sent, 'send_again', input)
    return mailSentInvoice(tenant, ports, sent, input)
  })
}

/** The mail itself; what is held was judged before. */
export const mailSentInvoice = (tenant: TenantDb, ports: SendPorts, sent: InvoiceRow, input: SendInvoice) =>
  mailInvoice(tenant, ports, sent, {
    verb: 'send_again',
    input,
    changes: { detail: input.to ?? sent.contact.email },
    failed: 'The mail could not be sent again. The links in earlier mails stay good: check the address, and try again',
  })

/** Throws why the invoice cannot go out again. */
export function refuseUnlessSendableAgain(
  row: InvoiceRow,
  step: 'send_again' | 'hold_again',
  { to }: SendInvoice,
): void {
  if (!isPossible(invoiceMachine, step, actionFacts(row))) {
    const conflict = new AppError('CONFLICT', whyNot(row))
    conflict.latest = presentInvoice(row)
    throw conflict
  }
  if (to || row.contact.email) return
  const details = [{ field: 'to', message: 'Say where to send it: the contact has no email address' }]
  throw new AppError('VALIDATION_ERROR', 'Invoice cannot be sent again', { details })
}

function whyNot({ status, send_at }: InvoiceRow): string {
  if (statusesFor(invoiceMachine, 'send').includes(status)) return 'This invoice was not sent yet'
  if (!statusesFor(invoiceMachine, 'send_again').includes(status)) return 'This invoice is void'
  return send_at === null ? 'Nothing is due on this invoice any more' : 'This invoice is on its way already'
}
