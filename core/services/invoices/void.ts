import { sql } from 'drizzle-orm'
import { callStep, moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { expireSessionsJob } from '../payments/expire-job.ts'
import { type InvoiceRow, invoiceObject, parseInvoice, reopenQuote } from './internal.ts'

/**
 * Ends an invoice that nobody has paid anything on; its number stays, its link answers 410 (H-SM-5, C-10). The quote that it was
 * made of can become another; what another invoice, which is out, deducts cannot be voided. One trip.
 */
export function voidInvoice(tenant: TenantDb, id: string, version?: number): Promise<InvoiceRow> {
  return tenant.write(
    { action: 'invoices.void', id, version, jobs: [expireSessionsJob(id)] },
    [
      ...callStep(tenant, [sql`app.must_not_be_deducted(${id}::uuid)`, reopenQuote(id)]),
      moveRecord(tenant, 'invoices.void', id, { voidedAt: sql`app.now()`, sendAt: null }),
    ],
    invoiceObject(id),
    parseInvoice,
  )
}
