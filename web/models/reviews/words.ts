import { now } from '../format.ts'
import type { Review, ReviewSummary } from './queue.ts'

/** What each intent becomes, where no business has a word of its own for it. */
export const INTENT_WORDS: Record<ReviewSummary['intent'], string> = {
  CREATE_WORK_ITEM: 'Work',
  DRAFT_QUOTE: 'Quote',
  DRAFT_INVOICE: 'Invoice',
  DRAFT_EXPENSE: 'Expense',
  DRAFT_AR_MESSAGE: 'Follow-up',
  NONE: 'Undecided',
}

export const SOURCE_WORDS: Record<ReviewSummary['source_type'], string> = {
  MESSAGE: 'Message',
  FILE: 'File',
  WORK_ITEM: 'Notes of work',
  MANUAL: 'Pasted words',
}

/** Who came first did this. */
export const DECIDED: Partial<Record<Review['status'], string>> = {
  READY: 'took back',
  APPROVED: 'approved',
  REJECTED: 'rejected',
  APPLIED: 'applied',
}

const MINUTE_MS = 60_000
const HOUR = 60
const DAY = 24 * HOUR

/** How long it waits: `26 min`, `3 h`, `2 d`. */
export function waitWords(askedAt: string): string {
  const minutes = Math.max(0, Math.floor((now() - Date.parse(askedAt)) / MINUTE_MS))
  if (minutes < HOUR) return `${minutes} min`
  return minutes < DAY ? `${Math.floor(minutes / HOUR)} h` : `${Math.floor(minutes / DAY)} d`
}
