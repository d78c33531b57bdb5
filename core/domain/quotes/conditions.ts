import {
  type DocumentFacts,
  documentConditions,
  documentProblems,
  mailProblems,
  type Problem,
  problemsAmong,
} from '../documents/conditions.ts'
import { both, type Condition } from '../kernel/condition.ts'
import { compareDates } from '../kernel/dates.ts'
import type { QuoteDays } from './state.ts'

/** What decides about a quote. */
export type QuoteFacts = DocumentFacts & QuoteDays & { today: string; isFinal: boolean }

const { unnumbered, held, unheld, complete, addressed } = documentConditions('quote')

/** It is no paper yet, or was taken back to be changed. */
const unfrozen: Condition<QuoteFacts> = {
  holds: ({ isFinal }) => !isFinal,
  sql: (row) => `${row}.finalised_at is null`,
}

const frozen: Condition<QuoteFacts> = {
  holds: ({ isFinal }) => isFinal,
  sql: (row) => `${row}.finalised_at is not null`,
}

/** Its last day has not passed. */
const inTime: Condition<QuoteFacts> = {
  holds: ({ expiryDate, today }) => compareDates(today, expiryDate) <= 0,
  sql: (row) => `${row}.expiry_date >= app.today()`,
}

/** It can be approved by whoever gets it (H-SM-2). */
const issuable = both<QuoteFacts>(complete, inTime)
/** It can go out by e-mail as well. */
const mailable = both<QuoteFacts>(issuable, addressed)

/** A link makes a draft final, and is of no use after the last day. */
const linkable: Condition<QuoteFacts> = {
  holds: (quote) => (quote.status === 'DRAFT' ? issuable : inTime).holds(quote),
  sql: (row) => `case when ${row}.status = 'DRAFT' then ${issuable.sql(row)} else ${inTime.sql(row)} end`,
}

export const QUOTE_CONDITIONS = { unnumbered, unfrozen, frozen, held, unheld, inTime, issuable, mailable, linkable }

/** What is missing before a quote can be finalised at all (H-SM-2); empty when nothing is. */
export const issueProblems = (quote: QuoteFacts): Problem[] => [
  ...documentProblems(quote),
  ...problemsAmong([[!inTime.holds(quote), 'expiry_date', 'Choose an expiry date that has not passed']]),
]

/** What is missing before a quote can be sent by e-mail. */
export const sendProblems = (quote: QuoteFacts): Problem[] => [...issueProblems(quote), ...mailProblems(quote)]
