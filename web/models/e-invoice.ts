import { ApiError, type Detail, get } from '../api.ts'
import { saveFile } from './save-file.ts'
import { sentence } from './sentences.ts'
import { showToast } from './toasts.ts'

const PATHS = {
  invoice: { path: '/v1/invoices/:id/e-invoice', word: 'Invoice' },
  creditNote: { path: '/v1/credit-notes/:id/e-invoice', word: 'Credit note' },
} as const
export type EInvoiced = keyof typeof PATHS

/** Saves a document as an e-invoice on this device; answers what is to be done before it can be one. */
export async function downloadEInvoice(kind: EInvoiced, id: string, number: string | null): Promise<readonly Detail[]> {
  const { path, word } = PATHS[kind]
  try {
    const { data } = await get(path, { params: { id } })
    saveFile(data, word, number, 'xml')
    return []
  } catch (error) {
    if (error instanceof ApiError && error.details.length > 0) return error.details
    showToast({ text: `No e-invoice was made. ${sentence(error)}`, kind: 'failed' })
    return []
  }
}
