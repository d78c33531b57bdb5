import { expenseOf } from '../../domain/einvoice/as-expense.ts'
import type { EInvoice } from '../../domain/einvoice/model.ts'
import { type ReadReason, readEInvoice, xmlText } from '../../domain/einvoice/read.ts'
import { XML_BYTES_MAX } from '../../domain/einvoice/xml.ts'
import { err, type Result } from '../../domain/kernel/result.ts'
import { searchTerms } from '../../domain/kernel/text.ts'
import type { FileStore } from '../ports.ts'
import { invoiceInPdf } from './invoice-in-pdf.ts'

interface Stored {
  mime_type: string
  file_name: string
  size_bytes: number
  object_key: string
}

/** Whether a file may be an e-invoice: mails name them as they like. */
const isXml = ({ mime_type, file_name }: Pick<Stored, 'mime_type' | 'file_name'>): boolean =>
  /^(application|text)\/([a-z0-9.-]+\+)?xml$/.test(mime_type) || /\.xml$/i.test(file_name)

/** XML, or a PDF that may carry some. */
export const canBeInvoice = (file: Pick<Stored, 'mime_type' | 'file_name'>): boolean =>
  isXml(file) || file.mime_type === 'application/pdf'

/** What a stored file says as an e-invoice, or why it is none. What is too large is not even read. */
export async function readInvoice(store: FileStore, file: Stored): Promise<Result<EInvoice, ReadReason>> {
  if (file.size_bytes > XML_BYTES_MAX) return err('too_large')
  const stored = await store.read(file.object_key)
  const bytes = stored && !isXml(file) ? await invoiceInPdf(stored) : stored
  if (stored && !bytes) return err('unknown')
  return bytes ? readEInvoice(xmlText(bytes)) : err('empty')
}

/** What an expense takes from it, and what it is found by. */
export function expenseRead(invoice: EInvoice) {
  const expense = expenseOf(invoice)
  return {
    ...expense,
    terms: { vendor: searchTerms(expense.vendor_name ?? ''), number: searchTerms(expense.invoice_number ?? '') },
  }
}
