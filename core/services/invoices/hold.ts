import { sql } from 'drizzle-orm'
import type { SendInvoice } from '../../contract/invoices.ts'
import { newId } from '../../db/ids.ts'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { isPossible } from '../../domain/kernel/machine.ts'
import { actionFacts } from './facts.ts'
import { type InvoiceRow, invoiceObject, loadInvoice, parseInvoice } from './internal.ts'
import { refuseUnlessSendable, type SendPorts, sendInvoice } from './send.ts'

/** Waits `hold_seconds` before sending, so that a person can still take it back. */
export function holdInvoice(tenant: TenantDb, id: string, input: SendInvoice): Promise<InvoiceRow> {
  return tenant.once('invoices.send', parseInvoice, async () => {
    const draft = await loadInvoice(tenant, 'invoices.send', id)
    refuseUnlessSendable(draft)
    const hold = `${input.hold_seconds} seconds`
    return tenant.write(
      {
        action: 'invoices.hold',
        id,
        version: input.if_match_version ?? draft.version,
        changes: { hold_seconds: input.hold_seconds },
        jobs: [
          {
            type: 'INVOICE_SEND',
            key: `invoice.send:${id}:${newId()}`,
            payload: { invoice_id: id, message: input.message ?? null },
            delay_seconds: input.hold_seconds,
          },
        ],
      },
      [setRecord(tenant, 'invoices', id, { sendAt: sql`app.now() + ${hold}::interval` })],
      invoiceObject(id),
      parseInvoice,
    )
  })
}

/** Takes a held invoice back; once it is going out this is a CONFLICT. */
export function cancelSend(tenant: TenantDb, id: string): Promise<InvoiceRow> {
  return tenant.write(
    { action: 'invoices.cancel_send', id },
    [setRecord(tenant, 'invoices', id, { sendAt: null })],
    invoiceObject(id),
    parseInvoice,
  )
}

/** What the job does when the time is over: nothing if it was taken back meanwhile. */
export async function sendHeldInvoice(
  tenant: TenantDb,
  ports: SendPorts,
  id: string,
  message: string | null,
): Promise<void> {
  const row = await loadInvoice(tenant, 'invoices.send', id)
  if (!isPossible(invoiceMachine, 'cancel_send', actionFacts(row))) return
  await sendInvoice(tenant, ports, id, { channel: 'EMAIL', hold_seconds: 0, message })
}
