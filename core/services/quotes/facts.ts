import type { QuoteFacts } from '../../domain/quotes/conditions.ts'
import type { QuoteDays } from '../../domain/quotes/state.ts'
import { documentFacts } from '../documents/facts.ts'
import type { SummaryRow } from './internal.ts'

export const daysOf = (row: Pick<SummaryRow, 'status' | 'expiry_date'>): QuoteDays => ({
  status: row.status,
  expiryDate: row.expiry_date,
})

/** What decides what may be done with a quote: verbs refuse by it, and `allowed_actions` answers from it. */
export const actionFacts = (row: SummaryRow): QuoteFacts => ({
  ...documentFacts(row),
  ...daysOf(row),
  number: row.quote_number,
  today: row.today,
  isFinal: row.finalised_at !== null,
})
