import { type Candidate, isAlike } from '../../domain/drafts/similar.ts'
import { sumOfLines } from '../../domain/drafts/sum.ts'
import { parseMoney } from '../../domain/kernel/money.ts'
import type { AiDraftRow } from './internal.ts'

/** What of the same contact and day is alike (H-AI-10). */
export function similarTo(row: AiDraftRow): AiDraftRow['candidates'] {
  if (row.candidates.length === 0) return []
  return row.candidates.filter(({ title, amount, currency }) => {
    const other = { title, amount: amount === null ? null : BigInt(amount), currency }
    return isAlike(proposed(row, currency), other)
  })
}

/** In the currency of the other where the draft names none: then it is that of the business. */
function proposed({ draft_payload: payload, title }: AiDraftRow, home: string | null): Candidate {
  const currency = typeof payload.currency === 'string' ? payload.currency : home
  if (currency === null) return { title: String(payload.title ?? title), amount: null, currency: null }
  return { title, amount: amountOf(payload, currency), currency }
}

function amountOf({ amount, line_items: lines }: AiDraftRow['draft_payload'], currency: string): bigint | null {
  if (Array.isArray(lines)) return sumOfLines(lines, currency)
  const money = typeof amount === 'string' ? parseMoney(amount, currency) : null
  return money?.ok ? money.value : 0n
}
