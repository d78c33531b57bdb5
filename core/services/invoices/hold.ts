import { eq, sql } from 'drizzle-orm'
import type { SendInvoice } from '../../contract/invoices.ts'
import { newId } from '../../db/ids.ts'
import { invoices } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { checkId, getRowOrThrow, type InvoiceRow, parseInvoice, selectInvoice } from './internal.ts'
import { refuseUnlessSendable, type SendPorts, sendInvoice } from './send.ts'

/** Waits `hold_seconds` before sending, so that a person can still take it back. */
export async function holdInvoice(tenant: TenantDb, id: string, input: SendInvoice): Promise<InvoiceRow> {
  checkId(id)
  return tenant.once('invoices.send', parseInvoice, async () => {
    const draft = await getRowOrThrow(tenant, 'invoices.send', id)
    refuseUnlessSendable(draft)
    const hold = `${input.hold_seconds} seconds`
    return tenant.write(
      {
        action: 'invoices.hold',
        id,
        lock: { table: 'invoices', from: ['DRAFT'], version: input.if_match_version ?? draft.version },
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
      [
        tenant.db
          .update(invoices)
          .set({
            sendAt: sql`app.now() + ${hold}::interval`,
            version: sql`${invoices.version} + 1`,
            updatedAt: sql`app.now()`,
          })
          .where(tenant.mine(invoices, eq(invoices.id, id))),
      ],
      selectInvoice(id),
      parseInvoice,
    )
  })
}

/** Takes a held invoice back; once it is going out this is a CONFLICT. */
export async function cancelSend(tenant: TenantDb, id: string): Promise<InvoiceRow> {
  checkId(id)
  return tenant.write(
    {
      action: 'invoices.cancel_send',
      id,
      lock: { table: 'invoices', from: ['DRAFT'], held: true },
    },
    [
      tenant.db
        .update(invoices)
        .set({ sendAt: null, version: sql`${invoices.version} + 1`, updatedAt: sql`app.now()` })
        .where(tenant.mine(invoices, eq(invoices.id, id))),
    ],
    selectInvoice(id),
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
  const row = await getRowOrThrow(tenant, 'invoices.send', id)
  if (row.status !== 'DRAFT' || row.send_at === null) return
  await sendInvoice(tenant, ports, id, { channel: 'EMAIL', hold_seconds: 0, message })
}
