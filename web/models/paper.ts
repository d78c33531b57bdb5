import { get } from '../api.ts'
import { saveFile } from './save-file.ts'
import { sentence } from './sentences.ts'
import { showToast } from './toasts.ts'

const PAPERS = {
  invoice: { path: '/v1/invoices/:id/pdf', word: 'Invoice' },
  dunningLetter: { path: '/v1/invoices/:id/dunning-letter/pdf', word: 'Reminder' },
  receipt: { path: '/v1/invoices/:id/download-receipt/pdf', word: 'Receipt' },
  creditNote: { path: '/v1/credit-notes/:id/pdf', word: 'Credit note' },
  quote: { path: '/v1/quotes/:id/pdf', word: 'Quote' },
  statement: { path: '/v1/contacts/:id/statement/pdf', word: 'Statement' },
} as const

/** Saves a document as a PDF on this device. */
export async function downloadPaper(
  kind: keyof typeof PAPERS,
  id: string,
  number: string | null,
  query: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { path, word } = PAPERS[kind]
  try {
    const { data } = await get(path, { params: { id }, query })
    saveFile(data, word, number, 'pdf')
  } catch (error) {
    showToast({ text: `No PDF was made. ${sentence(error)}`, kind: 'failed' })
  }
}
