import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Receipt } from '../../contract/invoices.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isPossible } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { toInstant } from '../instants.ts'
import { actionFacts } from './facts.ts'
import { invoiceObject, parseInvoice } from './internal.ts'

const Paid = z.object({
  paid_at: z.string(),
  amount: z.number(),
  method_label: z.string().nullable(),
  receipt_url: z.string().nullable(),
})

/** What was paid, when and with what, once nothing is due any more (H-MON-9). One trip. */
export async function downloadReceipt(tenant: TenantDb, id: string): Promise<Receipt> {
  const [, found, paid] = await tenant.read(
    'invoices.download_receipt',
    tenant.db.execute<{ object: unknown }>(sql`select ${invoiceObject(checkId(id))} as object`),
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(p) as object from payments p
      where p.tenant_id = app.tenant() and p.invoice_id = ${id}::uuid order by p.paid_at, p.id limit 100`),
  )
  if (!found.rows[0]?.object) throw new AppError('NOT_FOUND', 'Not found')
  const row = parseInvoice(found.rows[0].object)
  if (!isPossible(invoiceMachine, 'download_receipt', actionFacts(row))) {
    throw new AppError('CONFLICT', 'There is a receipt once the invoice is paid')
  }
  const payments = paid.rows.map(({ object }) => Paid.parse(object))
  return Receipt.parse({
    invoice_id: row.id,
    invoice_number: row.invoice_number,
    contact_name: row.contact.display_name,
    currency: row.currency,
    total: formatMoney(row.total, row.currency),
    paid_at: toInstant(payments.at(-1)?.paid_at ?? row.updated_at),
    payments: payments.map((one) => ({
      paid_at: toInstant(one.paid_at),
      amount: formatMoney(BigInt(one.amount), row.currency),
      method_label: one.method_label,
      receipt_url: one.receipt_url,
    })),
  })
}
