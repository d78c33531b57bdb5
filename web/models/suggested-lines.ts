import type { Extraction } from '../../core/contract/extraction.ts'
import { post } from '../api.ts'
import { type DraftLine, emptyLine } from './document-draft.ts'
import { currencyDecimals, editable } from './format.ts'

export type SuggestedLine = Extraction['lines'][number]

export interface ReadWords {
  lines: readonly SuggestedLine[]
  /** The words that a line was read from. */
  wordsOf: (line: SuggestedLine) => string
}

const LINES = /\r\n|\r|\n/

/** What some words would be billed for: by rules and by what the business has taught; nothing of it is kept. */
export async function readLines(text: string): Promise<ReadWords> {
  const { lines } = (await post('/v1/ai/extract', { kind: 'message', text })).data
  const source = text.split(LINES)
  return { lines, wordsOf: ({ span }) => (span ? (source[span.line]?.slice(span.start, span.end) ?? '') : '') }
}

/** As it is typed into a document; a price in other money says nothing there. */
export function draftLine({ name, qty, rate, currency, item_id }: SuggestedLine, of: string, tax: string): DraftLine {
  const isSame = rate !== null && currency === of
  return {
    ...emptyLine(tax),
    itemId: item_id ?? '',
    name,
    qty: editable(qty),
    rate: isSame ? editable(rate, currencyDecimals(of)) : '',
  }
}
