import { eq, sql } from 'drizzle-orm'
import { invoices } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { expireSessionsJob } from '../payments/expire-job.ts'
import { checkId, type InvoiceRow, parseInvoice, selectInvoice } from './internal.ts'

/** Ends an invoice that nobody has paid anything on; its number stays, its link answers 410 (H-SM-5, C-10). */
export async function voidInvoice(tenant: TenantDb, id: string, version?: number): Promise<InvoiceRow> {
  checkId(id)
  return tenant.write(
    {
      action: 'invoices.void',
      id,
      lock: { table: 'invoices', from: ['DRAFT', 'SENT'], version, unpaid: true },
      jobs: [expireSessionsJob(id)],
    },
    [
      tenant.db
        .update(invoices)
        .set({
          status: 'VOID',
          voidedAt: sql`app.now()`,
          sendAt: null,
          version: sql`${invoices.version} + 1`,
          updatedAt: sql`app.now()`,
        })
        .where(tenant.mine(invoices, eq(invoices.id, id))),
    ],
    selectInvoice(id),
    parseInvoice,
  )
}
