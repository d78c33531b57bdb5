import type { Line, Span } from '../extraction/found.ts'
import { composeDraft } from './compose.ts'
import type { Known } from './known.ts'
import { confidenceOf } from './payload.ts'

/** A line of a document as some words propose it. */
export interface SuggestedLine {
  name: string
  qty: string
  /** Null while nobody said what it costs. */
  rate: string | null
  /** ISO 4217, of the rate; that of the business where the words name none. */
  currency: string
  item_id: string | null
  /** Of its least certain field. */
  confidence: number
  span: Span | null
}

const AT = /^line_items\.(\d+)\.(.+)$/u

/** What some words would be billed for, in their order (H-UI-10): nothing is kept, and nothing made. */
export function suggestedLines(lines: readonly Line[], known: Known): SuggestedLine[] {
  const { fields } = composeDraft({ lines, subject: '', contactId: null }, known, 'DRAFT_INVOICE')
  const byLine = Map.groupBy(Object.entries(fields), ([path]) => AT.exec(path)?.[1] ?? '')
  return [...byLine].flatMap(([at, entries]): SuggestedLine[] => {
    const line = Object.fromEntries(entries.map(([path, field]) => [AT.exec(path)?.[2] ?? '', field]))
    // A title alone is no line.
    if (at === '' || !line.name || !(line.qty || line.rate || line.item_id)) return []
    return [
      {
        name: line.name.value,
        qty: line.qty?.value ?? '1',
        rate: line.rate?.value ?? null,
        currency: fields.currency?.value ?? known.currency,
        item_id: line.item_id?.value ?? null,
        confidence: confidenceOf(1, line),
        span: line.name.span,
      },
    ]
  })
}
