import { fileNameOf } from '../../core/domain/documents/file-name.ts'
import { DOCUMENT_KINDS, type DocumentKind } from '../../core/domain/documents/kinds.ts'
import { get } from '../api.ts'
import { sentence } from './sentences.ts'
import { showToast } from './toasts.ts'

const PATHS = { invoice: '/v1/invoices/:id/pdf', quote: '/v1/quotes/:id/pdf' } as const

/** Long enough for any browser to have begun. */
const KEPT_MS = 60_000

/** Saves a document as a PDF on this device. */
export async function downloadPaper(kind: DocumentKind, id: string, number: string | null): Promise<void> {
  try {
    const { data } = await get(PATHS[kind], { params: { id } })
    const url = URL.createObjectURL(data)
    setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
    Object.assign(document.createElement('a'), {
      href: url,
      download: fileNameOf(DOCUMENT_KINDS[kind].word, number),
    }).click()
  } catch (error) {
    showToast({ text: `No PDF was made. ${sentence(error)}`, kind: 'failed' })
  }
}
