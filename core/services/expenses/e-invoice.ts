import type { ReceivedInvoice } from '../../contract/e-invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { READ_WORDS } from '../../domain/einvoice/read.ts'
import { hasArrived } from '../../domain/files/machine.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { canBeInvoice, readInvoice } from '../files/read-invoice.ts'
import type { FileStore } from '../ports.ts'
import { loadExpense, ReceiptRow } from './internal.ts'
import { presentReceived } from './present-received.ts'

/** Every figure of the e-invoice that is the receipt of an expense, read from its file, and the rules that it breaks. One trip. */
export async function getExpenseEInvoice(tenant: TenantDb, store: FileStore, id: string): Promise<ReceivedInvoice> {
  const { receipt } = await loadExpense(tenant, 'expenses.read', id)
  const file = ReceiptRow.nullable().parse(receipt)
  if (!file || !hasArrived(file) || !canBeInvoice(file)) throw invalid('receipt', 'Its receipt is no e-invoice')
  const invoice = await readInvoice(store, file)
  if (!invoice.ok) throw invalid('receipt', READ_WORDS[invoice.error])
  return presentReceived(invoice.value)
}
