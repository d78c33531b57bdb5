import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { invoiceStatus, stillOwed } from '../../domain/invoices/balance.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { paperRow } from '../documents/paper.ts'
import type { InvoiceOnPaper } from '../documents/papers.ts'
import { presentPrinted } from '../documents/present.ts'
import { bigintJson } from '../json.ts'
import { balanceOf } from './facts.ts'

const InvoicePaperRow = z.object({
  ...paperRow,
  status: z.enum(invoiceMachine.states),
  invoice_number: z.string().nullable(),
  due_date: z.string(),
  amount_paid: bigintJson,
})
type InvoicePaperRow = z.infer<typeof InvoicePaperRow>

/** One trip. */
export const getInvoicePaper = async (tenant: TenantDb, id: string): Promise<InvoiceOnPaper> =>
  onPaper(
    await getRecord(tenant, 'invoices.read', id, sql`app.invoice_paper(${id}::uuid)`, (row) =>
      InvoicePaperRow.parse(row),
    ),
  )

function onPaper(row: InvoicePaperRow): InvoiceOnPaper {
  const { invoice_number, reference, po_number, issue_date, due_date, today, currency } = row
  return {
    invoice_number,
    status: invoiceStatus(balanceOf(row), row.today),
    reference,
    po_number,
    issue_date,
    due_date,
    today,
    ...presentPrinted(row),
    amount_paid: formatMoney(row.amount_paid, currency),
    amount_due: formatMoney(stillOwed(balanceOf(row)), currency),
  }
}
