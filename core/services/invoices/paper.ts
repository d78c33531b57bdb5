import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { invoiceStatus, isVoid, stillOwed } from '../../domain/invoices/balance.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { type PaperPlace, paperRow, sinceSent } from '../documents/paper.ts'
import type { InvoiceOnPaper } from '../documents/papers.ts'
import { presentPrinted } from '../documents/present.ts'
import { bigintJson } from '../json.ts'
import { balanceOf } from './facts.ts'

export const InvoicePaperRow = z.object({
  ...paperRow,
  status: z.enum(invoiceMachine.states),
  invoice_number: z.string().nullable(),
  due_date: z.string(),
  amount_paid: bigintJson,
  amount_credited: bigintJson,
})
type InvoicePaperRow = z.infer<typeof InvoicePaperRow>

export interface InvoicePaper {
  invoice: InvoiceOnPaper
  /** Where the paper that was made of it lies, while that says all there is to say. */
  place: PaperPlace | null
}

/** One trip. */
export const getInvoicePaper = (tenant: TenantDb, id: string): Promise<InvoicePaper> =>
  getRecord(tenant, 'invoices.read', id, sql`app.invoice_paper(${id}::uuid)`, (found) => {
    const row = InvoicePaperRow.parse(found)
    const place = row.is_whole ? placeAsSent(row) : null
    return { invoice: sinceSent(onPaper(row), place), place }
  })

/** As it was frozen, whatever was paid since. */
export function frozenInvoicePaper(found: unknown): InvoicePaper {
  const row = InvoicePaperRow.parse(found)
  const sent = { ...row, status: invoiceMachine.actions.send.to, amount_paid: 0n, amount_credited: 0n }
  return { invoice: sinceSent(onPaper(sent), row.place), place: row.is_whole ? row.place : null }
}

type Kept = Pick<InvoicePaperRow, 'sent_at' | 'amount_paid' | 'amount_credited' | 'status' | 'place'>

/** Where its paper lies, while it stands as it was sent: what was paid or credited of it is no part of that. */
export const placeAsSent = (row: Kept): PaperPlace | null =>
  row.sent_at !== null && row.amount_paid + row.amount_credited === 0n && !isVoid(row) ? row.place : null

export function onPaper(row: InvoicePaperRow): InvoiceOnPaper {
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
    amount_credited: formatMoney(row.amount_credited, currency),
    amount_due: formatMoney(stillOwed(balanceOf(row)), currency),
  }
}
