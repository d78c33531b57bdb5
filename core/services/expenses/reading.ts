import type { ReadReceipt } from '../../contract/extraction.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { readReceipt } from '../../domain/extraction/receipt/receipt.ts'
import { hasArrived } from '../../domain/files/machine.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { loadKnown } from '../extraction/facts.ts'
import type { FileStore, PdfLines } from '../ports.ts'
import { loadExpense, ReceiptRow } from './internal.ts'

const PDF_BYTES_MAX = 8_000_000

/**
 * What the receipt of an expense says, where it is a PDF with text (H-AI-13); a picture is read where it was taken. Two trips.
 * A receipt that is none, is too large or has no text: VALIDATION_ERROR.
 */
export async function readExpenseReceipt(
  tenant: TenantDb,
  store: FileStore,
  pdfLines: PdfLines,
  id: string,
): Promise<ReadReceipt> {
  const { occasion, vendors } = await loadKnown(tenant)
  const { receipt } = await loadExpense(tenant, 'expenses.read', id)
  const file = ReceiptRow.nullable().parse(receipt)
  if (!file || !hasArrived(file) || file.mime_type !== 'application/pdf')
    throw invalid('receipt', 'Its receipt is no PDF')
  const stored = file.size_bytes <= PDF_BYTES_MAX ? await store.read(file.object_key) : null
  const lines = stored && (await pdfLines(stored))
  if (!lines?.length) throw invalid('receipt', 'Its receipt has no text that can be read')
  return { fields: readReceipt(lines, occasion, vendors), lines: lines.map(({ text }) => text) }
}
