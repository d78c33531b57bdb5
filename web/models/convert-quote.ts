import type { Quote } from '../../core/contract/quotes.ts'
import { post } from '../api.ts'
import { go } from './navigation.ts'
import { changed } from './queries.ts'
import { sentence } from './sentences.ts'
import { showToast } from './toasts.ts'

/** The invoice of what was approved, once; it opens as a draft that somebody looks at before it goes out. */
export async function convertQuote({ id, quote_number }: Pick<Quote, 'id' | 'quote_number'>): Promise<void> {
  try {
    const { data } = await post('/v1/quotes/:id/convert-to-invoice', undefined, { id })
    changed('quote')
    changed('invoice')
    changed('work_item')
    showToast({ text: data.created ? `${quote_number} is an invoice now` : `${quote_number} was an invoice already` })
    go(`/invoices?edit=${data.invoice_id}`)
  } catch (error) {
    showToast({ text: `Not converted. ${sentence(error)}`, kind: 'failed' })
  }
}
