import { isDate } from '../kernel/dates.ts'
import { parseFactor } from '../kernel/decimal.ts'
import { type Proposable, type Proposal, type ProposedValue, proposableAt, type ValueKind } from './proposal.ts'

const MARKUP = /<[a-z!/?]|&(?:#\d|#x[\da-f]|[a-z]{2,8};)/iu
/** What cannot be seen, or turns around what can: controls, marks of direction, spaces without width, tags. */
const UNSEEN = /[\p{Cc}\p{Co}\p{Cn}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu
const ID = /\b[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}\b/iu
/** What a business writes down today is of these years. */
const [FIRST_DAY, LAST_DAY] = ['1990-01-01', '2099-12-31']

/** The same words without what cannot be seen, lines and tabs as spaces. */
export const seenOf = (text: string): string => text.replace(UNSEEN, ' ')

/** What is wrong with a proposal, the first thing of it with its place; null when it may be looked at. */
export function problemOf({ intent, values }: Proposal): string | null {
  const seen = new Set<string>()
  for (const [at, value] of values.entries()) {
    const problem = seen.has(value.field) ? 'each field once' : problemOfValue(intent, value)
    if (problem) return `values.${at}: ${problem}`
    seen.add(value.field)
  }
  return null
}

const OF_LINES: readonly ValueKind[] = ['prose', 'thing', 'passage']

function problemOfValue(intent: Proposal['intent'], { field, value }: ProposedValue): string | null {
  const proposable = proposableAt(intent, field)
  if (!proposable) return 'no such field for this intent'
  if (value.trim() === '') return 'leave out what is not there'
  if (value.length > proposable.max) return `at most ${proposable.max} characters`
  return (
    problemOfText(OF_LINES.includes(proposable.kind) ? value.replace(/[\n\t]/gu, ' ') : value) ??
    problemOfKind(proposable, value)
  )
}

function problemOfText(text: string): string | null {
  if (!text.isWellFormed() || seenOf(text) !== text) return 'plain text on one line, without signs that cannot be seen'
  if (MARKUP.test(text)) return 'plain text, no markup'
  return ID.test(text) ? 'no ids' : null
}

function problemOfKind({ kind, of }: Proposable, value: string): string | null {
  switch (kind) {
    case 'amount':
    case 'price':
    case 'quantity':
      return parseFactor(value).ok ? null : 'a decimal such as 12.50, no sign of money'
    case 'date':
      return isDate(value) && value >= FIRST_DAY && value <= LAST_DAY ? null : 'a date such as 2026-12-04'
    case 'currency':
      return /^[A-Z]{3}$/u.test(value) ? null : 'three letters such as EUR'
    case 'choice':
      return of?.includes(value) ? null : `one of ${of?.join(', ')}`
    default:
      return null
  }
}
