import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { SendInvoice } from '../../contract/invoices.ts'
import { newId } from '../../db/ids.ts'
import { getRecord, setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { isPossible, statusesFor } from '../../domain/kernel/machine.ts'
import { actionFacts } from './facts.ts'
import { type InvoiceRow, invoiceObject, loadInvoice, parseInvoice } from './internal.ts'
import type { SendPorts } from './mail.ts'
import { refuseUnlessSendable, sendInvoice } from './send.ts'
import { mailSentInvoice, refuseUnlessSendableAgain } from './send-again.ts'

/** Waits `hold_seconds` before sending, so that a person can still take it back. */
export function holdInvoice(tenant: TenantDb, id: string, input: SendInvoice): Promise<InvoiceRow> {
  return tenant.once('invoices.send', parseInvoice, async () => {
    const draft = await loadInvoice(tenant, 'invoices.send', id)
    refuseUnlessSendable(draft)
    return hold(tenant, 'invoices.hold', draft, input)
  })
}

/** The same for what went out before. */
export function holdInvoiceAgain(tenant: TenantDb, id: string, input: SendInvoice): Promise<InvoiceRow> {
  return tenant.once('invoices.send_again', parseInvoice, async () => {
    const sent = await loadInvoice(tenant, 'invoices.send_again', id)
    refuseUnlessSendableAgain(sent, 'hold_again', input)
    return hold(tenant, 'invoices.hold_again', sent, input)
  })
}

function hold(
  tenant: TenantDb,
  action: 'invoices.hold' | 'invoices.hold_again',
  { id, version }: InvoiceRow,
  { hold_seconds, message, to, if_match_version }: SendInvoice,
): Promise<InvoiceRow> {
  const wait = `${hold_seconds} seconds`
  return tenant.write(
    {
      action,
      id,
      version: if_match_version ?? version,
      changes: { hold_seconds },
      jobs: [
        {
          type: 'INVOICE_SEND',
          key: `invoice.send:${id}:${newId()}`,
          payload: { invoice_id: id, message: message ?? null, ...(to ? { to } : {}) },
          delay_seconds: hold_seconds,
        },
      ],
    },
    [setRecord(tenant, 'invoices', id, { sendAt: sql`app.now() + ${wait}::interval` })],
    invoiceObject(id),
    parseInvoice,
  )
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

/** What the job does when the time is over: nothing if it was taken back meanwhile, or is held again for longer. */
export async function sendHeldInvoice(
  tenant: TenantDb,
  ports: SendPorts,
  id: string,
  mail: Pick<SendInvoice, 'message' | 'to'>,
): Promise<void> {
  const { row, isTime } = await getRecord(tenant, 'invoices.send', id, heldObject(id), parseHeld)
  if (!isTime || !isPossible(invoiceMachine, 'cancel_send', actionFacts(row))) return
  const input: SendInvoice = { ...mail, channel: 'EMAIL', hold_seconds: 0 }
  if (statusesFor(invoiceMachine, 'send').includes(row.status)) await sendInvoice(tenant, ports, id, input)
  // It was paid meanwhile.
  else if (!isPossible(invoiceMachine, 'send_again_attempted', actionFacts(row))) await cancelSend(tenant, id)
  else await mailSentInvoice(tenant, ports, row, input)
}

/** A second more: the job's time and the invoice's are written in one beat, but not with the same digits. */
const heldObject = (id: string): SQL =>
  sql`${invoiceObject(id)} || jsonb_build_object('is_time', (select i.send_at <= app.now() + interval '1 second'
    from invoices i where i.tenant_id = app.tenant() and i.id = ${id}::uuid))`

const Held = z.object({ is_time: z.boolean().nullable() })
const parseHeld = (object: unknown) => ({ row: parseInvoice(object), isTime: Held.parse(object).is_time === true })
