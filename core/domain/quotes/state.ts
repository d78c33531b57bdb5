import { compareDates } from '../kernel/dates.ts'

/** Decided and stored. */
export const QUOTE_STATUSES = ['DRAFT', 'SENT', 'APPROVED', 'REJECTED', 'CONVERTED'] as const
export type StoredQuoteStatus = (typeof QUOTE_STATUSES)[number]
/** What a customer can say to one. */
export const QUOTE_OUTCOMES = ['APPROVED', 'REJECTED'] as const
/** On the wire; EXPIRED follows from the date and is never stored. */
export type QuoteStatus = StoredQuoteStatus | 'EXPIRED'

export interface QuoteDays {
  status: StoredQuoteStatus
  expiryDate: string
}

/** Sent, undecided and past its expiry date, which itself is in time (H-SM-2). */
export const isExpired = ({ status, expiryDate }: QuoteDays, today: string): boolean =>
  status === 'SENT' && compareDates(today, expiryDate) > 0

/** The status to show on `today` of the business. */
export const quoteStatus = (quote: QuoteDays, today: string): QuoteStatus =>
  isExpired(quote, today) ? 'EXPIRED' : quote.status

/** So many days before its last day, and on it, a quote is followed up. */
export const ENDING_DAYS = 2

/** It waits for an answer and ends soon; in the words of the index quotes_open_expiry. */
export const endingSoon = (row: string): string =>
  `${row}.status = 'SENT' and ${row}.expiry_date >= app.today() and ${row}.expiry_date <= app.today() + ${ENDING_DAYS}`

/** The two statuses of the API that the date decides, as conditions; any other is stored. */
export const LISTED_BY_EXPIRY: Readonly<Partial<Record<string, (row: string) => string>>> = {
  SENT: (row) => `${row}.status = 'SENT' and ${row}.expiry_date >= app.today()`,
  EXPIRED: (row) => `${row}.status = 'SENT' and ${row}.expiry_date < app.today()`,
}
