import { sql } from 'drizzle-orm'
import type { WriteOff } from '../../contract/invoices.ts'
import { newId } from '../../db/ids.ts'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { inOrder } from '../in-order.ts'
import { parsePositive } from '../payments/amount.ts'
import { expireSessionsJob } from '../payments/expire-job.ts'
import { type InvoiceRow, invoiceObject, loadInvoice, parseInvoice } from './internal.ts'

/**
 * Gives up what is due on an invoice, or an amount of it (major units): nobody is asked for it any more, and no tax changes. It is
 * a fact that can be reversed (DESIGN 7). One trip; two where an amount is said, for its currency.
 */
export function writeOffInvoice(tenant: TenantDb, id: string, input: WriteOff): Promise<InvoiceRow> {
  const { amount: said, reason, if_match_version: version } = input
  const write = async () => {
    const amount = said === undefined ? null : await amountOf(tenant, id, said)
    return tenant.write(
      {
        action: 'invoices.write_off',
        id,
        version,
        changes: { detail: reason, ...(amount === null ? {} : { amount: String(amount) }) },
        jobs: [expireSessionsJob(id)],
      },
      callStep(tenant, [sql`app.write_off(${id}::uuid, ${newId()}::uuid, ${amount}::bigint, ${reason})`]),
      invoiceObject(id),
      parseInvoice,
    )
  }
  return tenant.once('invoices.write_off', parseInvoice, () => inOrder(tenant, 'invoices.write_off', write, id))
}

async function amountOf(tenant: TenantDb, id: string, said: string | number): Promise<bigint> {
  const { currency } = await loadInvoice(tenant, 'invoices.write_off', id)
  return parsePositive(said, currency)
}

/** All that was written off of it is owed again. One trip. */
export function reverseWriteOff(tenant: TenantDb, id: string, reason: string, version?: number): Promise<InvoiceRow> {
  return tenant.write(
    { action: 'invoices.reverse_write_off', id, version, changes: { detail: reason } },
    callStep(tenant, [sql`app.reverse_write_off(${id}::uuid, ${reason})`]),
    invoiceObject(id),
    parseInvoice,
  )
}
