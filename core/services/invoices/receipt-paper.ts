import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { ReceiptOnPaper } from '../documents/papers.ts'
import { PrintedPaymentRow, presentPrintedPayment } from '../payments/printed.ts'
import { InvoicePaperRow, onPaper } from './paper.ts'

const ReceiptPaperRow = InvoicePaperRow.extend({ payments: z.array(PrintedPaymentRow) })

/**
 * What was paid of an invoice as of today, each payment and each refund with its day (H-MON-9): not kept, because what
 * is paid or given back tomorrow changes it. `CONFLICT` while nothing is paid. One trip.
 */
export const getReceiptPaper = (tenant: TenantDb, id: string): Promise<ReceiptOnPaper> =>
  getRecord(tenant, 'invoices.download_receipt', id, sql`app.receipt_paper(${id}::uuid)`, (found) => {
    const row = ReceiptPaperRow.parse(found)
    if (!hasReceipt(row.amount_paid)) throw new AppError('CONFLICT', NO_RECEIPT)
    return { ...onPaper(row), payments: row.payments.map(presentPrintedPayment(row.currency)) }
  })

/** Minor units. */
export const hasReceipt = (amountPaid: bigint): boolean => amountPaid > 0n
export const NO_RECEIPT = 'There is a receipt once something of it is paid'
