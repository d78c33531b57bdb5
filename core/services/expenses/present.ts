import { z } from 'zod'
import { Expense, UploadedExpense } from '../../contract/expenses.ts'
import { mayTouch } from '../../domain/actions.ts'
import { expenseMachine } from '../../domain/expenses/machine.ts'
import { hasArrived } from '../../domain/files/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { presentUpload } from '../files/present.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import type { FileAddresses } from '../ports.ts'
import { type ExpenseRow, ReceiptRow } from './internal.ts'

/** The wire shape of an expense; parsed, so that no column leaks. */
export const presentExpense =
  (addresses: FileAddresses) =>
  (row: ExpenseRow): Expense =>
    Expense.parse(shape(addresses, row))

/** With the address that takes its receipt: who repeats the call sends the bytes to the same file. */
export const presentUploaded =
  (addresses: FileAddresses) =>
  (row: ExpenseRow): UploadedExpense => {
    const file = receiptOf(row)
    if (!file) throw new AppError('NOT_FOUND', 'Its receipt was removed')
    const upload = presentUpload(addresses, { ...file, tenant_id: row.tenant_id })
    return UploadedExpense.parse({ ...shape(addresses, row), upload })
  }

function shape(addresses: FileAddresses, row: ExpenseRow): Expense {
  const receipt = receiptOf(row)
  return {
    id: row.id,
    status: row.status,
    source: row.source,
    vendor_contact_id: row.vendor_contact_id,
    vendor_name: row.vendor,
    expense_date: row.expense_date,
    amount: money(row.amount, row.currency),
    currency: row.currency,
    tax_total: money(row.tax_total, row.currency),
    invoice_number: row.invoice_number,
    due_date: row.due_date,
    category: row.category,
    notes: row.notes,
    receipt_file_id: receipt?.id ?? null,
    receipt: receipt && presentReceipt(addresses, receipt),
    ai_confidence: row.ai_confidence,
    is_e_invoice: row.read_at !== null,
    sender: row.sender as Expense['sender'],
    possible_duplicates: z.array(z.string()).parse(row.duplicates),
    submitted_at: toInstantOrNull(row.submitted_at),
    submitted_by: row.submitted_by,
    decided_at: toInstantOrNull(row.decided_at),
    decided_by: row.decided_by,
    rejected_reason: row.rejected_reason,
    version: row.version,
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    created_by: row.created_by,
    allowed_actions: allowedActions(expenseMachine, row, (action) => mayTouch(row.role, action, true)),
  }
}

const money = (minor: bigint | null, currency: string) => (minor === null ? null : formatMoney(minor, currency))

const receiptOf = (row: ExpenseRow) => ReceiptRow.nullable().parse(row.receipt)

function presentReceipt(addresses: FileAddresses, file: z.infer<typeof ReceiptRow>): Expense['receipt'] {
  const { object_key, sha256: _, upload_until: __, ...shown } = file
  const content = { objectKey: object_key, fileName: file.file_name, mimeType: file.mime_type }
  return { ...shown, download_url: hasArrived(file) ? addresses.download(content) : null }
}
